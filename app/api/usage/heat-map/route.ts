import { defineRoute } from "@/lib/entry/define-route";
import { getHeatMap } from "@/lib/reports/heat-map";
import { usageSearch } from "@/lib/reports/search-schema";

export const GET = defineRoute({
  permission: "usage:read",
  search: usageSearch,
  read: (by, { filter }) => getHeatMap(by, filter),
});
