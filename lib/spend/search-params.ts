import { createLoader, createParser, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { addDays, countDays, type DayRange, isDay, toPeriodStart } from "@/lib/calendar";
import type { Currency } from "@/lib/money";
import type { CostQuery } from "@/lib/reports/cost/search-params";
import { parseAsCurrency, toComparedRange, toPresetRange } from "@/lib/reports/search-params";
import { parseAsDay, parseAsPage, parseAsText } from "@/lib/search-params";
import { chargebackRules } from "@/lib/settings/vocabulary";
import { actorKinds, changeAxes, changeRanges, comparisons, spendRanges } from "./vocabulary";

const parseAsMonth = createParser({
  parse: (text) => (isDay(`${text}-01`) ? text : null),
  serialize: (month: string) => month,
});

const days = {
  range: parseAsStringLiteral(spendRanges).withDefault("30d"),
  from: parseAsDay,
  to: parseAsDay,
};
type DaysSearch = inferParserType<typeof days>;
const maxDays = 400;

export const actorsSearchParams = {
  ...days,
  currency: parseAsCurrency,
  kind: parseAsStringLiteral(actorKinds).withDefault("key"),
  page: parseAsPage.withDefault(1),
};
export const loadActorsSearch = createLoader(actorsSearchParams);
export type ActorsSearch = inferParserType<typeof actorsSearchParams>;
type InCurrency = { currency?: Currency | null | undefined };
export type ActorsQuery = DayRange & InCurrency & Pick<ActorsSearch, "kind" | "page">;

export function toActorsQuery(search: ActorsSearch, today: string): ActorsQuery {
  const { currency, kind, page } = search;
  return { ...toDays(search, today), currency, kind, page: Math.max(1, page) };
}

export const changesSearchParams = {
  ...days,
  range: parseAsStringLiteral(changeRanges).withDefault("30d"),
  compare: parseAsStringLiteral(comparisons).withDefault("previous"),
  currency: parseAsCurrency,
  beforeFrom: parseAsDay,
  beforeTo: parseAsDay,
  by: parseAsStringLiteral(changeAxes).withDefault("workspace"),
  workspace: parseAsText,
};
export const loadChangesSearch = createLoader(changesSearchParams);
export type ChangesSearch = inferParserType<typeof changesSearchParams>;
export type ChangesQuery = { after: DayRange; before: DayRange } & InCurrency &
  Pick<ChangesSearch, "by"> & { workspace?: string | null | undefined };

/** Complete days only: today would always seem cheaper. */
export function toChangesQuery(search: ChangesSearch, today: string): ChangesQuery {
  const { range, from, to, compare, by, workspace } = search;
  const after = toOwnDays(from, to) ?? toChangeRange(range, today);
  const before = toOwnDays(search.beforeFrom, search.beforeTo) ?? toComparedRange(after, compare) ?? after;
  return { after, before, currency: search.currency, by, workspace };
}

/** On the first day of a month, this month has no complete day yet. */
function toChangeRange(range: ChangesSearch["range"], today: string): DayRange {
  const yesterday = addDays(today, -1);
  if (range === "this_month") return { from: toPeriodStart(yesterday, "month"), to: yesterday };
  return range === "last_month" ? toPresetRange(range, today) : toLastDays(range, yesterday);
}

function toDays({ range, from, to }: DaysSearch, last: string): DayRange {
  return toOwnDays(from, to) ?? toLastDays(range, last);
}

function toLastDays(range: (typeof spendRanges)[number], last: string): DayRange {
  return { from: addDays(last, 1 - Number.parseInt(range, 10)), to: last };
}

export function toOwnDays(from: string | null, to: string | null): DayRange | null {
  return from && to && from <= to && countDays({ from, to }) <= maxDays ? { from, to } : null;
}

/** Only for all cost: the usual cost of a part isn't known. */
export function toMarkedDays(query: CostQuery): (DayRange & InCurrency) | null {
  const { from, to, granularity, filter, currency } = query;
  const isWhole = Object.keys(filter).length === 0;
  return isWhole && granularity === "day" ? { from, to, currency } : null;
}

export const chargebackSearchParams = {
  currency: parseAsCurrency,
  month: parseAsMonth,
  tag: parseAsText,
  rule: parseAsStringLiteral(chargebackRules),
  center: parseAsText,
};
export const loadChargebackSearch = createLoader(chargebackSearchParams);
export type ChargebackSearch = inferParserType<typeof chargebackSearchParams>;
