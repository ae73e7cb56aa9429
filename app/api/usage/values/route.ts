import { defineRoute } from "@/lib/entry/define-route";
import { listUsageValues } from "@/lib/reports/query/facets";
import { toValuesReader } from "@/lib/reports/route-search";
import { usageDimensions } from "@/lib/reports/usage/dimensions";

export const GET = defineRoute({
  permission: "usage:read",
  search: toValuesReader(usageDimensions),
  read: listUsageValues,
});
