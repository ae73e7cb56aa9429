import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import type { Currency } from "@/lib/money";
import {
  type PicturePlace,
  type PictureQuery,
  parseAsCurrency,
  pictureSearchKeys,
  pictureSearchParams,
  toFilter,
  toFilterParams,
  toPeriodQuery,
} from "@/lib/reports/search-params";
import { type CostDimension, costDimensions } from "@/lib/reports/vocabulary";

export type CostQuery = PictureQuery<CostDimension, CostDimension> & { currency: Currency | null };

export const costSearchParams = {
  ...pictureSearchParams,
  ...toFilterParams(costDimensions),
  group: parseAsStringLiteral(costDimensions).withDefault("workspace"),
  currency: parseAsCurrency,
};
export const costUrl = { urlKeys: pictureSearchKeys };
export type CostSearch = inferParserType<typeof costSearchParams>;
export const loadCostSearch = createLoader(costSearchParams, costUrl);

export function toCostQuery(search: Omit<CostSearch, PicturePlace>, today: string): CostQuery {
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
