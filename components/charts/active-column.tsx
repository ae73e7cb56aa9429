import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { formatSpan } from "@/lib/core/format/format";
import { sumDecimals } from "@/lib/core/money/money-math";
import { ChartTooltip } from "./chart-tooltip";
import type { FormatValue, Point, Series } from "./series";
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
