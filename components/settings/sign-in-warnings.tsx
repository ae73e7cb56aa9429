import { useTranslations } from "next-intl";
import type { SignInWarning } from "@/lib/core/auth/vocabulary";
import { WarningNote } from "./warning-note";

/** Sign-in settings that let in more people than an operator may expect. */
export function SignInWarnings({ warnings }: { warnings: readonly SignInWarning[] }) {
  const t = useTranslations("settings.access.warnings");
  return warnings.map((warning) => <WarningNote key={warning}>{t(warning)}</WarningNote>);
}
