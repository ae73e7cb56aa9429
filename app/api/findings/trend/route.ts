import { defineRoute } from "@/lib/entry/define-route";
import { loadFindingSearch } from "@/lib/findings/search-params";
import { getFindingTrend } from "@/lib/findings/trend-read-model";

export const GET = defineRoute({
  permission: "findings:read",
  search: (query) => loadFindingSearch(query),
  read: getFindingTrend,
});
