import { useLocale, useTranslations } from "next-intl";
import { formatPeriod } from "@/lib/core/format/format";
import type { Decimal } from "@/lib/core/money/money";
import type { CumulativeDay, LineNames } from "./cumulative-day";
import type { FormatValue } from "./series";
import { ComparisonSwatch, DottedSwatch, LineSwatch, SolidSwatch } from "./swatch";
import { TooltipRow } from "./tooltip-row";

type Props = {
  day: CumulativeDay;
  names: LineNames;
  limit: Decimal | undefined;
  formatValue: FormatValue;
};

/** The forecast is for the days after the last known one. */
export function CumulativeTooltip({ day: { day, now, before, expected, band }, names, ...shown }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const { limit, formatValue } = shown;
  const format = (value: Decimal) => formatValue(value, "full");
  return (
    <div className="grid min-w-44 max-w-72 gap-1 rounded-md popup px-3 py-2 text-ink text-xs">
      <p className="font-medium">{t("utc", { time: formatPeriod(day, locale) })}</p>
      {now !== null && (
        <TooltipRow swatch={<SolidSwatch />} name={names.now}>
          {format(now)}
        </TooltipRow>
      )}
      {now === null && expected !== null && (
        <TooltipRow swatch={<DottedSwatch />} name={names.expected}>
          {format(expected)}
        </TooltipRow>
      )}
      {now === null && band && (
        <p className="text-right text-ink-muted tabular-nums">{band.map(format).join(" – ")}</p>
      )}
      {before !== null && (
        <TooltipRow swatch={<ComparisonSwatch />} name={names.before}>
          {format(before)}
        </TooltipRow>
      )}
      {limit !== undefined && (
        <TooltipRow swatch={<LineSwatch />} name={names.limit}>
          {format(limit)}
        </TooltipRow>
      )}
    </div>
  );
}
