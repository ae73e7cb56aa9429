import { useTranslations } from "next-intl";
import { doneElsewhere } from "@/lib/directory/offboardings/vocabulary";

/** What the Admin API can't do, and where it is done. */
export function Elsewhere() {
  const t = useTranslations("offboardings.elsewhere");
  return (
    <section aria-label={t("title")} className="card px-5 py-4">
      <h2 className="mb-2 text-base">{t("title")}</h2>
      <ul className="grid gap-1.5 text-sm">
        {doneElsewhere.map((one) => (
          <li key={one} className="grid gap-x-4 sm:grid-cols-[14rem_1fr]">
            <span className="font-medium">{t(`${one}.what`)}</span>
            <span className="text-ink-muted">{t(`${one}.where`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
