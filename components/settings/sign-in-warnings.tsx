import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SignInWarning } from "@/lib/auth/vocabulary";

/** Sign-in settings that let in more people than an operator may expect. */
export function SignInWarnings({ warnings }: { warnings: readonly SignInWarning[] }) {
  const t = useTranslations("settings.access.warnings");
  return warnings.map((warning) => (
    <div key={warning} role="note" className="flex gap-3 rounded-lg bg-warn-soft px-4 py-3 text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="max-w-prose">{t(warning)}</p>
    </div>
  ));
}
