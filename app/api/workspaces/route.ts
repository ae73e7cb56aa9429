import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listWorkspaces } from "@/lib/workspaces/list-mirror";
import { loadWorkspaceSearch } from "@/lib/workspaces/search-params";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: z.record(z.string(), z.string()).transform((query) => loadWorkspaceSearch(query)),
  read: listWorkspaces,
});
