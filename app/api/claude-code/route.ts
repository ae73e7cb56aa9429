import { defineRoute } from "@/lib/entry/define-route";
import { getClaudeCode } from "@/lib/reports/claude-code/report";
import { claudeCodeSearch } from "@/lib/reports/search-schema";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: claudeCodeSearch,
  read: getClaudeCode,
});
