import { listRuns } from "@/lib/bulk/list-read-model";
import { loadRunsSearch } from "@/lib/bulk/search-params";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "bulk:read",
  search: (query) => loadRunsSearch(query),
  read: listRuns,
});
