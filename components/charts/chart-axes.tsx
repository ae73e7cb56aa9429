import { useLocale } from "next-intl";
import { formatPeriod } from "@/lib/format";
import { type Scale, toHeight } from "./scale";
import type { Point } from "./series";

const maxLabels = { day: 7, hour: 4 };

type ValueProps = { scale: Scale; formatValue: (value: number, length: "short" | "full") => string };

export function ValueAxis({ scale, formatValue }: ValueProps) {
  return (
    <div aria-hidden className="grid text-right text-ink-faint text-xs tabular-nums">
      {scale.ticks.map((tick) => (
        <span key={tick} className="relative col-start-1 row-start-1 h-full">
          <span className="invisible">{formatValue(tick, "short")}</span>
          <span className="absolute right-0 -translate-y-1/2" style={{ top: `${toHeight(scale, tick)}%` }}>
            {formatValue(tick, "short")}
          </span>
        </span>
      ))}
    </div>
  );
}

export function PeriodAxis({ points }: { points: readonly Point[] }) {
  const locale = useLocale();
  const most = points[0]?.day.includes("T") ? maxLabels.hour : maxLabels.day;
  const every = Math.ceil(points.length / most);
  return (
    <div aria-hidden className="relative text-ink-faint text-xs">
      {points.map(
        ({ day }, index) =>
          index % every === 0 && (
            <span
              key={day}
              className="absolute top-1.5 -translate-x-1/2 whitespace-nowrap"
              style={{ left: `${(100 * (index + 0.5)) / points.length}%` }}
            >
              {formatPeriod(day, locale, "short")}
            </span>
          ),
      )}
    </div>
  );
}
