import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { parseAsDay } from "@/lib/core/address/search-params";
import { addMonths, type DayRange, toPeriodEnd, toPeriodStart } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { findRangeFault, toPresetRange } from "@/lib/money/reports/search-params";
import { chartMonths, type SavingsRange, savingsRanges } from "./vocabulary";

export const savingsSearchParams = {
  range: parseAsStringLiteral(savingsRanges).withDefault("last_month"),
  from: parseAsDay,
  to: parseAsDay,
  currency: parseAsCurrency,
};
export const loadSavingsSearch = createLoader(savingsSearchParams);
export type SavingsSearch = inferParserType<typeof savingsSearchParams>;
export type SavingsQuery = DayRange & { currency?: Currency | null | undefined };

export function toSavingsQuery({ range, from, to, currency }: SavingsSearch, today: string): SavingsQuery {
  const isOwn = from !== null && to !== null && findRangeFault({ from, to }) === null && from <= today;
  return { ...toWholeMonths(isOwn ? { from, to } : toSavingsRange(range, today), today), currency };
}

export function toSavingsRange(range: SavingsRange, today: string): DayRange {
  if (range !== "12_months") return toPresetRange(range, today);
  const last = toPresetRange("last_month", today);
  return { from: addMonths(last.from, 1 - chartMonths), to: last.to };
}

/** Every month that a range touches, from its first day; the current one ends today. */
export function toWholeMonths({ from, to }: DayRange, today: string): DayRange {
  const end = toPeriodEnd(to, "month");
  return { from: toPeriodStart(from, "month"), to: end < today ? end : today };
}

/** The last month that is over, of a range that may end with the current one. */
export function toAdviceMonth({ to }: DayRange, today: string): string {
  const month = toPeriodStart(to, "month");
  return toPeriodEnd(month, "month") < today ? month : addMonths(toPeriodStart(today, "month"), -1);
}
