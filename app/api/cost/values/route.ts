import { defineRoute } from "@/lib/entry/define-route";
import { costDimensions } from "@/lib/reports/cost/dimensions";
import { listCostValues } from "@/lib/reports/query/facets";
import { toTaggedValuesReader } from "@/lib/reports/route-search";

export const GET = defineRoute({
  permission: "cost:read",
  search: toTaggedValuesReader(costDimensions),
  read: listCostValues,
});
