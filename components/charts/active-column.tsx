import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { VendorText } from "@/components/ui/display/vendor-text";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { formatPeriod, formatSpan } from "@/lib/core/format/format";
import { toPixelsValue } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { roundTable } from "@/lib/core/money/rounding";
import { type FormatValue, type Point, type Series, toSeriesColor } from "./series";
import { ComparisonSwatch, Swatch } from "./swatch";
import { toTotal } from "./totals";
import type { Columns } from "./use-columns";

const tooltipGap = 8;

/** Behind the bars: the columns as a band, with a hairline through the middle of a single one. */
export function ColumnBand({ columns: { first, last, left, width, top, height } }: { columns: Columns }) {
  const isRange = first !== last;
  return (
    <div
      aria-hidden
      className={clsx(
        "pointer-events-none absolute flex justify-center",
        isRange ? "border-chart-1 border-x bg-chart-1/12" : "bg-ink/6 forced-colors:border-x",
      )}
      style={{ left, width, top, height }}
    >
      {!isRange && <span className="w-px bg-ink/25" />}
    </div>
  );
}

type Props = {
  columns: Columns | undefined;
  points: readonly Point[];
  series: readonly Series[];
  formatValue: FormatValue;
  highlighted: string | undefined;
};

export function ColumnTooltip({ columns, points, ...tooltip }: Props) {
  const shown = columns && points.slice(columns.first, columns.last + 1);
  return (
    <BesideColumn columns={columns}>
      {shown?.length === 1 && shown[0] && <ChartTooltip {...tooltip} point={shown[0]} />}
      {shown && shown.length > 1 && <RangeTooltip points={shown} formatValue={tooltip.formatValue} />}
    </BesideColumn>
  );
}

/** Where there is more room. It stays in the page, so that changes are announced, once for all charts of a page. */
export function BesideColumn({ columns, children }: Pick<Props, "columns"> & { children: ReactNode }) {
  const left =
    columns && (columns.isRight ? columns.left - tooltipGap : columns.left + columns.width + tooltipGap);
  return (
    <div
      role="status"
      aria-hidden={columns?.isFollowing}
      className={clsx(
        "pointer-events-none absolute top-0 z-10 w-max max-w-full",
        !columns && "sr-only",
        columns?.isRight && "-translate-x-full",
      )}
      style={{ left }}
    >
      {children}
    </div>
  );
}

function RangeTooltip({ points, formatValue }: Pick<Props, "points" | "formatValue">) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const { day: last = "", granularity = "day" } = points.at(-1) ?? {};
  const days = { from: points[0]?.day ?? "", to: toPeriodEnd(last, granularity) };
  const total = sumDecimals(points.map(toTotal));
  return (
    <div className="rounded-md popup px-3 py-2 text-ink text-xs">
      <p className="flex justify-between gap-6 font-medium">
        {formatSpan(days, locale)}
        <span className="tabular-nums">{formatValue(total, "full")}</span>
      </p>
      <p className="text-ink-muted">{t("zoom")}</p>
    </div>
  );
}

type ChartTooltipProps = {
  point: Point;
  series: readonly Series[];
  formatValue: FormatValue;
  highlighted: string | undefined;
};

/** Parts appear from the top of the bar to its foot; zero parts are left out. */
function ChartTooltip({ point, series, formatValue, highlighted }: ChartTooltipProps) {
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
