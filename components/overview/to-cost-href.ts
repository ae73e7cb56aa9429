import type { Route } from "next";
import type { DayRange } from "@/lib/core/format/calendar";
import { type Currency, usd } from "@/lib/core/money/money";
import { type Filter, toFilterSearch } from "@/lib/money/reports/search-params";
import type { MonthChanges } from "@/lib/money/spend/change-schema";

/** The cost of some days, compared with the same days of the month before. */
export function toCostHref(
  { from, to }: DayRange,
  filter: Filter<"workspace" | "model">,
  currency: Currency,
): Route {
  const search = { from, to, compare: "last_month", ...toFilterSearch(filter), ...toOther(currency) };
  return `/cost?${new URLSearchParams(search)}`;
}

export function toChangesHref({ after, before, currency }: MonthChanges): Route {
  const search = { ...after, beforeFrom: before.from, beforeTo: before.to, ...toOther(currency) };
  return `/cost/changes?${new URLSearchParams(search)}`;
}

function toOther(currency: Currency): Record<string, string> {
  return currency === usd ? {} : { currency };
}
