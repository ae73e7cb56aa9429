import { defineRoute } from "@/lib/entry/define-route";
import { readUsageCrossSearch } from "@/lib/reports/route-search";
import { getUsageCross } from "@/lib/reports/usage/cross";

export const GET = defineRoute({
  permission: "usage:read",
  search: readUsageCrossSearch,
  read: getUsageCross,
});
