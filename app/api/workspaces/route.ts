import { defineRoute } from "@/lib/entry/define-route";
import { listWorkspaces } from "@/lib/workspaces/list-read-model";
import { loadWorkspaceSearch } from "@/lib/workspaces/search-params";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: (query) => loadWorkspaceSearch(query),
  read: listWorkspaces,
});
