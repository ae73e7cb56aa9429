import { defineRoute } from "@/lib/entry/define-route";
import { getClaudeCode } from "@/lib/reports/claude-code/report";
import { readClaudeCodeSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: readClaudeCodeSearch,
  read: getClaudeCode,
});
