import { defineRoute } from "@/lib/entry/define-route";
import { listUsageValues } from "@/lib/reports/query/facets";
import { toValuesSearch } from "@/lib/reports/search-schema";
import { usageDimensions } from "@/lib/reports/vocabulary";

export const GET = defineRoute({
  permission: "usage:read",
  search: toValuesSearch(usageDimensions),
  read: listUsageValues,
});
