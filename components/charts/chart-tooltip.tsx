import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatPeriod } from "@/lib/core/format/format";
import { toPixelsValue } from "@/lib/core/money/money";
import { roundTable } from "@/lib/core/money/rounding";
import { type FormatValue, type Point, type Series, toSeriesColor } from "./series";
import { ComparisonSwatch, Swatch } from "./swatch";

type Props = {
  point: Point;
  series: readonly Series[];
  formatValue: FormatValue;
  highlighted: string | undefined;
};

/** Parts appear from the top of the bar to its foot; zero parts are left out. */
export function ChartTooltip({ point, series, formatValue, highlighted }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const printed = point.printed ?? print(point);
  const parts = series
    .map((one, index) => ({ ...one, color: toSeriesColor(one, index), value: printed?.parts[index] ?? "0" }))
    .filter((_, index) => toPixelsValue(point.values[index] ?? "0") !== 0)
    .reverse();
  return (
    <div className="max-w-80 min-w-44 rounded-md popup px-3 py-2 text-ink text-xs">
      <p className="flex justify-between gap-6 pb-1 font-medium">
        {t("utc", { time: formatPeriod(point.day, locale, "long", point.granularity) })}
        <span className="tabular-nums">{formatValue(printed?.total ?? "0", "full")}</span>
      </p>
      {point.partial && <p className="pb-1 text-ink-muted">{t(`partial.${point.partial}`)}</p>}
      {parts.map(({ id, name, color, value }) => (
        <p
          key={id}
          className={clsx(
            "flex items-center gap-2 py-0.5",
            highlighted !== undefined && highlighted !== id && "opacity-45",
          )}
        >
          <Swatch color={color} />
          <VendorText className="min-w-0 truncate text-ink-muted">{name}</VendorText>
          <span className="ml-auto pl-4 tabular-nums">{formatValue(value, "full")}</span>
        </p>
      ))}
      {point.comparison && (
        <p className="mt-1 flex items-center gap-2 border-t pt-1.5">
          <ComparisonSwatch />
          <span className="text-ink-muted">{point.comparison.name}</span>
          <span className="ml-auto pl-4 tabular-nums">{formatValue(printed?.before ?? "0", "full")}</span>
        </p>
      )}
      {point.note && <div className="mt-1 grid gap-0.5 border-t pt-1.5">{point.note.text}</div>}
    </div>
  );
}

function print({ values, comparison }: Point) {
  return roundTable([{ parts: values, before: comparison?.value }]).rows[0];
}
