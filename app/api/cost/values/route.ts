import { defineRoute } from "@/lib/entry/define-route";
import { listCostValues } from "@/lib/reports/query/facets";
import { toValuesSearch } from "@/lib/reports/search-schema";
import { costDimensions } from "@/lib/reports/vocabulary";

export const GET = defineRoute({
  permission: "cost:read",
  search: toValuesSearch(costDimensions),
  read: listCostValues,
});
