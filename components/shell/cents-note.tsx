import { useTranslations } from "next-intl";

/** Below a table with totals on two sides that cells of the nearest cent can't all add up to. */
export function CentsNote({ of: { isOff } }: { of: { isOff: boolean } }) {
  const t = useTranslations("reports");
  return isOff && <p className="text-ink-muted text-xs">{t("centsNote")}</p>;
}
