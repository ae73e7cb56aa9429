import "server-only";
import { addDays } from "@/lib/core/format/calendar";
import { type PeriodSearch, toDayRange, toPresetRange } from "@/lib/money/reports/search-params";

/**
 * Complete days with what to compare them with. A range that begins today has none yet, so the one that ended yesterday
 * is sent: on the first of a month, "this month" is the last one.
 */
export function toCompleteSearch<Search extends PeriodSearch>(search: Search, today: string): Search {
  const compare = search.compare === "none" ? "previous" : search.compare;
  const asked = { ...search, compare };
  if (search.from || search.to || toDayRange(asked, today).from < today) return asked;
  return { ...asked, ...toPresetRange(search.range, addDays(today, -1), true) };
}
