import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import type { Currency } from "@/lib/money";
import {
  type BreakdownViewQuery,
  type BreakdownViewState,
  breakdownViewSearchParams,
  parseAsCurrency,
  toFilter,
  toFilterParams,
  toPeriodQuery,
} from "@/lib/reports/search-params";
import { type CostDimension, costDimensions } from "@/lib/reports/vocabulary";
import { listUrl } from "@/lib/search-params";

export type CostQuery = BreakdownViewQuery<CostDimension, CostDimension> & { currency: Currency | null };

export const costSearchParams = {
  ...breakdownViewSearchParams,
  ...toFilterParams(costDimensions),
  group: parseAsStringLiteral(costDimensions).withDefault("workspace"),
  currency: parseAsCurrency,
};
export type CostSearch = inferParserType<typeof costSearchParams>;
export const loadCostSearch = createLoader(costSearchParams, listUrl);

export function toCostQuery(search: Omit<CostSearch, BreakdownViewState>, today: string): CostQuery {
  const { granularity, ...range } = toPeriodQuery(search, today);
  return {
    ...range,
    granularity: granularity === "hour" ? "day" : granularity,
    group: search.group,
    filter: toFilter(search, costDimensions),
    compare: search.compare,
    top: Number(search.top),
    currency: search.currency,
  };
}
