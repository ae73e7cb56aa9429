import { type PeriodQuery, type PictureSearch, toPeriodEnd } from "@/lib/reports/search-params";

/** The search that shows the rows behind a bar: its days, cut to the range, and the table of rows. */
export function toDrill({ to, granularity }: PeriodQuery, startsOn: string | null): Partial<PictureSearch> {
  if (startsOn === null) return { table: "rows" };
  const from = startsOn.slice(0, 10);
  const end = granularity === "hour" ? from : toPeriodEnd(from, granularity);
  return { table: "rows", from, to: end < to ? end : to, granularity: null };
}
