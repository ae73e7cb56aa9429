import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatPeriod } from "@/lib/format";
import type { Decimal } from "@/lib/money";
import type { CumulativeDay, LineNames } from "./cumulative-day";
import type { FormatValue } from "./series";
import { ComparisonSwatch, DottedSwatch, LineSwatch, SolidSwatch } from "./swatch";

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
    <div className="grid min-w-44 max-w-72 gap-1 rounded-md border bg-raised px-3 py-2 text-ink text-xs shadow-pop">
      <p className="font-medium">{t("utc", { time: formatPeriod(day, locale) })}</p>
      {now !== null && (
        <Row swatch={<SolidSwatch />} name={names.now}>
          {format(now)}
        </Row>
      )}
      {now === null && expected !== null && (
        <Row swatch={<DottedSwatch />} name={names.expected}>
          {format(expected)}
        </Row>
      )}
      {now === null && band && (
        <p className="text-right text-ink-muted tabular-nums">{band.map(format).join(" – ")}</p>
      )}
      {before !== null && (
        <Row swatch={<ComparisonSwatch />} name={names.before}>
          {format(before)}
        </Row>
      )}
      {limit !== undefined && (
        <Row swatch={<LineSwatch />} name={names.limit}>
          {format(limit)}
        </Row>
      )}
    </div>
  );
}

function Row({ swatch, name, children }: { swatch: ReactNode; name: string; children: ReactNode }) {
  return (
    <p className="flex items-center gap-2">
      {swatch}
      <span className="min-w-0 truncate text-ink-muted">{name}</span>
      <span className="ml-auto pl-4 tabular-nums">{children}</span>
    </p>
  );
}
