import { defineRoute } from "@/lib/entry/define-route";
import { listClaudeCodeActors } from "@/lib/reports/claude-code/actors";
import { claudeCodeActorsSearch } from "@/lib/reports/search-schema";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: claudeCodeActorsSearch,
  read: listClaudeCodeActors,
});
