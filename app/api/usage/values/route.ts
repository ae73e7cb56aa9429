import { defineRoute } from "@/lib/entry/define-route";
import { listUsageValues } from "@/lib/reports/query/facets";
import { toTaggedValuesReader } from "@/lib/reports/route-search";
import { usageDimensions } from "@/lib/reports/usage/dimensions";

export const GET = defineRoute({
  permission: "usage:read",
  search: toTaggedValuesReader(usageDimensions),
  read: listUsageValues,
});
