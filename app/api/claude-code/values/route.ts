import { defineRoute } from "@/lib/entry/define-route";
import { listClaudeCodeValues } from "@/lib/reports/query/facets";
import { toValuesReader } from "@/lib/reports/route-search";
import { claudeCodeDimensions } from "@/lib/reports/vocabulary";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: toValuesReader(claudeCodeDimensions),
  read: listClaudeCodeValues,
});
