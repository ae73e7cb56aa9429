import { CircleSlash } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { PagePart } from "@/lib/core/db/vocabulary";
import { State } from "./state";

type Props = { part: PagePart; canOpenSettings: boolean };

export function NotAvailableState({ part, canOpenSettings }: Props) {
  const t = useTranslations("shell");
  const name = useTranslations("capabilities.names")(part);
  const action = (
    <Link href={canOpenSettings ? "/settings?tab=key" : "/"} className={toButtonClass()}>
      {t(canOpenSettings ? "notAvailable.settings" : "goHome")}
    </Link>
  );
  return (
    <State icon={<CircleSlash />} title={t("notAvailable.title")} heading="h1" action={action}>
      <p>
        {t.rich("notAvailable.text", {
          part: () => <strong className="font-medium text-ink">{name}</strong>,
        })}
      </p>
      <p>{t("notAvailable.again")}</p>
    </State>
  );
}
