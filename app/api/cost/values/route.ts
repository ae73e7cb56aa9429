import { defineRoute } from "@/lib/entry/define-route";
import { listCostValues } from "@/lib/reports/query/facets";
import { toValuesReader } from "@/lib/reports/route-search";
import { costDimensions } from "@/lib/reports/vocabulary";

export const GET = defineRoute({
  permission: "cost:read",
  search: toValuesReader(costDimensions),
  read: listCostValues,
});
