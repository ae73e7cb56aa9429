import { defineRoute } from "@/lib/entry/define-route";
import { claudeCodeDimensions } from "@/lib/reports/claude-code/dimensions";
import { listClaudeCodeValues } from "@/lib/reports/query/facets";
import { toValuesReader } from "@/lib/reports/route-search";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: toValuesReader(claudeCodeDimensions),
  read: listClaudeCodeValues,
});
