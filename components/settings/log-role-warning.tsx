import { useTranslations } from "next-intl";
import { WarningNote } from "./warning-note";

/** Only for a role that an operator can replace: with the embedded database, there is no other. */
export function LogRoleWarning({ role }: { role: "embedded" | "append_only" | "can_change" }) {
  const t = useTranslations("settings");
  return role === "can_change" && <WarningNote>{t("logRole")}</WarningNote>;
}
