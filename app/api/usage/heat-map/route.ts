import { defineRoute } from "@/lib/entry/define-route";
import { usageSearch } from "@/lib/reports/search-schema";
import { getHeatMap } from "@/lib/reports/usage/heat-map";

export const GET = defineRoute({
  permission: "usage:read",
  search: usageSearch,
  read: (by, { filter }) => getHeatMap(by, filter),
});
