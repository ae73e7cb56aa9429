import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import {
  addDays,
  countDays,
  type DayRange,
  isDay,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/reports/search-params";
import { chargebackRules } from "@/lib/settings/vocabulary";
import { actorKinds, changeAxes, comparisons, spendRanges } from "./vocabulary";

export const parseAsDay = createParser({
  parse: (text) => (isDay(text) ? text : null),
  serialize: (day: string) => day,
});
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
const mostDays = 400;

export const actorsSearchParams = {
  ...days,
  kind: parseAsStringLiteral(actorKinds).withDefault("key"),
  page: parseAsInteger.withDefault(1),
};
export const loadActorsSearch = createLoader(actorsSearchParams);
export type ActorsSearch = inferParserType<typeof actorsSearchParams>;
export type ActorsQuery = DayRange & Pick<ActorsSearch, "kind" | "page">;

export function toActorsQuery(search: ActorsSearch, today: string): ActorsQuery {
  return { ...toDays(search, today), kind: search.kind, page: Math.max(1, search.page) };
}

export const changesSearchParams = {
  ...days,
  compare: parseAsStringLiteral(comparisons).withDefault("previous"),
  by: parseAsStringLiteral(changeAxes).withDefault("workspace"),
};
export const loadChangesSearch = createLoader(changesSearchParams);
export type ChangesSearch = inferParserType<typeof changesSearchParams>;
export type ChangesQuery = DayRange & Pick<ChangesSearch, "compare" | "by">;

/** Whole days only: today is not over, and would always have cost less. */
export function toChangesQuery(search: ChangesSearch, today: string): ChangesQuery {
  return { ...toDays(search, addDays(today, -1)), compare: search.compare, by: search.by };
}

/** The period to compare with. */
export function toCompared({ from, to, compare }: ChangesQuery): DayRange {
  if (compare === "previous") {
    const length = countDays({ from, to });
    return { from: addDays(from, -length), to: addDays(from, -1) };
  }
  return { from: toMonthBefore(from), to: toMonthBefore(to) };
}

/** The same day of the month before, or its last. */
function toMonthBefore(day: string): string {
  const end = addDays(toPeriodStart(day, "month"), -1);
  const same = `${end.slice(0, 8)}${day.slice(8)}`;
  return isDay(same) && toPeriodEnd(day, "month") !== day ? same : end;
}

function toDays({ range, from, to }: DaysSearch, last: string): DayRange {
  if (from && to && from <= to && countDays({ from, to }) <= mostDays) return { from, to };
  return { from: addDays(last, 1 - Number.parseInt(range, 10)), to: last };
}

export const chargebackSearchParams = {
  month: parseAsMonth,
  tag: parseAsString,
  rule: parseAsStringLiteral(chargebackRules),
  center: parseAsString,
};
export const loadChargebackSearch = createLoader(chargebackSearchParams);
export type ChargebackSearch = inferParserType<typeof chargebackSearchParams>;
