import { defineRoute } from "@/lib/entry/define-route";
import { readUnusualDaysSearch } from "@/lib/spend/route-search";
import { getUnusualDays } from "@/lib/spend/unusual-days";

export const GET = defineRoute({
  permission: "cost:read",
  search: readUnusualDaysSearch,
  read: getUnusualDays,
});
