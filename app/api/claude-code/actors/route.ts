import { defineRoute } from "@/lib/entry/define-route";
import { listClaudeCodeActors } from "@/lib/reports/claude-code/actors";
import { readActorsSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: readActorsSearch,
  read: listClaudeCodeActors,
});
