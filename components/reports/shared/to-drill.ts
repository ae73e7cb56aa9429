import { type DayRange, toPeriodEnd } from "@/lib/core/format/calendar";
import type { BreakdownViewSearch, PeriodQuery } from "@/lib/money/reports/search-params";

type Bars = Omit<PeriodQuery, "from">;

export function toDrill(bars: Bars, startsOn: string | null): Partial<BreakdownViewSearch> {
  if (startsOn === null) return { table: "rows" };
  return { table: "rows", ...toZoom(bars, { from: startsOn, to: startsOn }) };
}

/** The days of the bars from one to another, in bars as long as suits so many days. */
export function toZoom({ to, granularity }: Bars, bars: DayRange) {
  const last = bars.to.slice(0, 10);
  const end = granularity === "hour" ? last : toPeriodEnd(last, granularity);
  return { from: bars.from.slice(0, 10), to: end < to ? end : to, granularity: null };
}
