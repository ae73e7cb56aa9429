import { defineRoute } from "@/lib/entry/define-route";
import { listClaudeCodeValues } from "@/lib/reports/query/facets";
import { toValuesSearch } from "@/lib/reports/search-schema";
import { claudeCodeDimensions } from "@/lib/reports/vocabulary";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: toValuesSearch(claudeCodeDimensions),
  read: listClaudeCodeValues,
});
