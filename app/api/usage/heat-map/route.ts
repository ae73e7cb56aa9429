import { defineRoute } from "@/lib/entry/define-route";
import { readUsageSearch } from "@/lib/reports/route-search";
import { getHeatMap } from "@/lib/reports/usage/heat-map";

export const GET = defineRoute({
  permission: "usage:read",
  search: readUsageSearch,
  read: (by, { filter }) => getHeatMap(by, filter),
});
