import { useLocale } from "next-intl";
import { CartesianGrid, XAxis, YAxis } from "recharts";
import type { Granularity } from "@/lib/core/format/calendar";
import { formatPeriod } from "@/lib/core/format/format";

/** What every chart is drawn with. Keys and announcements are those of `useColumns`. */
export const ofEveryChart = {
  responsive: true,
  accessibilityLayer: false,
  margin: { top: 10, right: 1, bottom: 0, left: 0 },
  className: "size-full tabular-nums",
} as const;

const tick = { fontSize: 12, fill: "var(--color-ink-faint)" };
const gridLines = 4;

type Props = {
  formatValue: (value: number) => string;
  granularity?: Granularity | undefined;
  ticks?: number[];
  /** Whether values count things that can't be divided, so that ticks are whole. */
  isCount?: boolean | undefined;
};

/** Four hairlines with labels centered on them, and as many periods as fit. */
export function ChartFrame({ formatValue, granularity, ticks, isCount }: Props) {
  const locale = useLocale();
  const shared = { tick, axisLine: false, tickLine: false };
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--color-line)" />
      <XAxis
        {...shared}
        dataKey="day"
        scale="band"
        height={24}
        interval="equidistantPreserveStart"
        minTickGap={28}
        tickFormatter={(day: string) => formatPeriod(day, locale, "short", granularity)}
      />
      <YAxis
        {...shared}
        width="auto"
        interval={0}
        tickCount={gridLines}
        niceTicks="snap125"
        allowDecimals={!isCount}
        tickFormatter={(value: number) => toTick(value, formatValue)}
        {...(ticks && { ticks, domain: [Math.min(...ticks), Math.max(...ticks)] })}
      />
    </>
  );
}

/** No label where the axis would repeat zero, as in a chart of a month without cost. */
function toTick(value: number, formatValue: Props["formatValue"]): string {
  const text = formatValue(value);
  return value !== 0 && text === formatValue(0) ? "" : text;
}
