import { createLoader, type inferParserType } from "nuqs/server";
import { listUrl } from "@/lib/core/address/search-params";
import type { Currency } from "@/lib/core/money/money";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import {
  type CrossCounts,
  crossParams,
  toCrossCounts,
  toOwnColumn,
} from "@/lib/money/reports/cross/search-params";
import {
  type BreakdownViewQuery,
  breakdownSearchParams,
  toComparison,
  toFilter,
  toFilterParams,
  toPeriodQuery,
  viewSearchParams,
} from "@/lib/money/reports/search-params";
import { parseAsDimension, tagParams } from "@/lib/money/reports/tag-search-params";
import { type CostGroup, costDimensions } from "./dimensions";

export type CostQuery = BreakdownViewQuery<CostGroup, CostGroup> & { currency: Currency | null };

export const costReportParams = {
  ...breakdownSearchParams,
  ...toFilterParams(costDimensions),
  ...tagParams,
  group: parseAsDimension(costDimensions).withDefault("workspace"),
  currency: parseAsCurrency,
};
const ofCross = { by: parseAsDimension(costDimensions), ...crossParams };
export const costCrossParams = { ...costReportParams, ...ofCross };
export const costSearchParams = { ...costCrossParams, ...viewSearchParams };
export type CostCrossQuery = CostQuery & CrossCounts & { by: CostGroup };
export const loadCostSearch = createLoader(costSearchParams, listUrl);

export function toCostQuery(search: inferParserType<typeof costReportParams>, today: string): CostQuery {
  const { granularity, ...range } = toPeriodQuery(search, today);
  return {
    ...range,
    granularity: granularity === "hour" ? "day" : granularity,
    group: search.group,
    filter: toFilter(search, costDimensions),
    compare: toComparison(range, search.compare, today),
    top: Number(search.top),
    currency: search.currency,
  };
}

export function toCostCrossQuery(
  search: inferParserType<typeof costCrossParams>,
  today: string,
): CostCrossQuery {
  const query = toCostQuery(search, today);
  const by = search.by !== null && search.by !== query.group ? search.by : toOwnColumn(query.group);
  return { ...query, ...toCrossCounts(search), by };
}

/** The days whose unusual ones are marked. Only for all cost: the usual cost of a part isn't known. */
export function toMarkedDays(query: CostQuery): Pick<CostQuery, "from" | "to" | "currency"> | null {
  const { from, to, granularity, filter, currency } = query;
  const isWhole = Object.keys(filter).length === 0;
  return isWhole && granularity === "day" ? { from, to, currency } : null;
}
