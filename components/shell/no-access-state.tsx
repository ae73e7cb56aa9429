import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { State } from "./state";

/** For a page that exists but is not for this person. */
export function NoAccessState({ action }: { action?: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <State icon={<Lock />} title={t("noAccessTitle")} heading="h1" action={action}>
      {t("noAccessText")}
    </State>
  );
}
