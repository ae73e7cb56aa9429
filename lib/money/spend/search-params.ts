import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsStringLiteral,
} from "nuqs/server";
import { parseAsDay, parseAsPage, parseAsText } from "@/lib/core/address/search-params";
import { countDays, type DayRange, isDay } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { chargebackRules } from "@/lib/core/settings/vocabulary";
import {
  rangeSearchParams,
  toComparedRange,
  toDayRange,
  toPresetRange,
} from "@/lib/money/reports/search-params";
import { parseAsDimension } from "@/lib/money/reports/tag-search-params";
import { actorKinds, type Comparison, changeAxes, changeRanges, comparisons } from "./vocabulary";

const parseAsMonth = createParser({
  parse: (text) => (isDay(`${text}-01`) ? text : null),
  serialize: (month: string) => month,
});

const maxDays = 400;

export const actorsSearchParams = {
  ...rangeSearchParams,
  currency: parseAsCurrency,
  kind: parseAsStringLiteral(actorKinds).withDefault("key"),
  page: parseAsPage.withDefault(1),
};
/** The range and currency of a report, for the page that shows the same cost in another way. */
export const toSameRange = createSerializer({ ...rangeSearchParams, currency: parseAsCurrency });
export const loadActorsSearch = createLoader(actorsSearchParams);
export type ActorsSearch = inferParserType<typeof actorsSearchParams>;
type InCurrency = { currency?: Currency | null | undefined };
export type ActorsQuery = DayRange & InCurrency & Pick<ActorsSearch, "kind" | "page">;

export function toActorsQuery(search: ActorsSearch, today: string): ActorsQuery {
  const { currency, kind, page } = search;
  return { ...toDayRange(search, today), currency, kind, page: Math.max(1, page) };
}

export const changesSearchParams = {
  from: parseAsDay,
  to: parseAsDay,
  range: parseAsStringLiteral(changeRanges).withDefault("this_month"),
  /** Without one, a month is compared with the month before, and all else with as many days before it. */
  compare: parseAsStringLiteral(comparisons),
  currency: parseAsCurrency,
  beforeFrom: parseAsDay,
  beforeTo: parseAsDay,
  by: parseAsDimension(changeAxes).withDefault("workspace"),
  workspace: parseAsText,
};
export const loadChangesSearch = createLoader(changesSearchParams);
export type ChangesSearch = inferParserType<typeof changesSearchParams>;
export type ChangesQuery = { after: DayRange; before: DayRange } & InCurrency &
  Pick<ChangesSearch, "by"> & { workspace?: string | null | undefined };

/** Complete days only, as everywhere else: today would always seem cheaper. */
export function toChangesQuery(search: ChangesSearch, today: string): ChangesQuery {
  const { range, from, to, by, workspace } = search;
  const after = toOwnDays(from, to) ?? toPresetRange(toShownRange(range, today), today);
  const before =
    toOwnDays(search.beforeFrom, search.beforeTo) ?? toComparedRange(after, toComparison(search)) ?? after;
  return { after, before, currency: search.currency, by, workspace };
}

export function toComparison({ range, from, to, compare }: ChangesSearch): Comparison {
  const isMonth = range === "this_month" || range === "last_month";
  return compare ?? (isMonth && !toOwnDays(from, to) ? "last_month" : "previous");
}

/** On the first day of a month or quarter, it has no complete day yet, so the one before is shown. */
export function toShownRange(range: ChangesSearch["range"], today: string): ChangesSearch["range"] {
  if (toPresetRange(range, today).from < today) return range;
  return range === "quarter" ? "last_quarter" : "last_month";
}

export function toOwnDays(from: string | null, to: string | null): DayRange | null {
  return from && to && from <= to && countDays({ from, to }) <= maxDays ? { from, to } : null;
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
