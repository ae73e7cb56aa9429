import { defineRoute } from "@/lib/entry/define-route";
import { getBreakdown } from "@/lib/reports/claude-code/breakdown";
import { breakdownSearch } from "@/lib/reports/search-schema";

export const GET = defineRoute({
  permission: "claude-code:read",
  search: breakdownSearch,
  read: getBreakdown,
});
