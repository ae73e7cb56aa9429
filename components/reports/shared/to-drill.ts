import { toPeriodEnd } from "@/lib/calendar";
import type { BreakdownViewSearch, PeriodQuery } from "@/lib/reports/search-params";

export function toDrill(
  { to, granularity }: PeriodQuery,
  startsOn: string | null,
): Partial<BreakdownViewSearch> {
  if (startsOn === null) return { table: "rows" };
  const from = startsOn.slice(0, 10);
  const end = granularity === "hour" ? from : toPeriodEnd(from, granularity);
  return { table: "rows", from, to: end < to ? end : to, granularity: null };
}
