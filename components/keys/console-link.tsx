import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { consoleKeysUrl } from "@/lib/directory/keys/vocabulary";

export function ConsoleLink() {
  const t = useTranslations("keys");
  return (
    <a
      className={toButtonClass()}
      href={consoleKeysUrl}
      target="_blank"
      rel="noreferrer"
      title={t("createInConsole")}
    >
      <span className="max-sm:[header_&]:sr-only">{t("createInConsole")}</span>
      <ExternalLink aria-hidden className="size-4" />
    </a>
  );
}
