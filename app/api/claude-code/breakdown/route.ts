import { defineRoute } from "@/lib/entry/define-route";
import { getBreakdown } from "@/lib/reports/claude-code/breakdown";
import { readBreakdownSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: readBreakdownSearch,
  read: getBreakdown,
});
