import { useTranslations } from "next-intl";

/** Says that nothing here is real. */
export function SandboxBanner() {
  const t = useTranslations("shell");
  return (
    <aside
      aria-label={t("sandboxTitle")}
      className="shrink-0 border-b bg-accent-soft px-4 py-1.5 text-accent text-sm sm:px-6 lg:px-8"
    >
      <strong className="mr-2 font-semibold">{t("sandboxTitle")}</strong>
      {t("sandboxText")}
    </aside>
  );
}
