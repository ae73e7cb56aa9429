import { getWorkspaceReach } from "@/lib/access/reach-read-model";
import { loadReachSearch } from "@/lib/access/search-params";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: (query) => loadReachSearch(query),
  read: getWorkspaceReach,
});
