import { useTranslations } from "next-intl";
import { windowDays } from "@/lib/core/format/calendar";

/** Below a heading: which days its figures are of. */
export function HeaderDays() {
  const t = useTranslations("ui");
  return <span className="block font-normal text-ink-faint">{t("lastDays", { days: windowDays })}</span>;
}
