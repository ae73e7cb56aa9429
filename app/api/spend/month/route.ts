import { defineRoute } from "@/lib/entry/define-route";
import { getSpendMonth } from "@/lib/spend/month";
import { readMonthSearch } from "@/lib/spend/route-search";

export const GET = defineRoute({
  permission: "cost:read",
  search: readMonthSearch,
  read: (by, search) => getSpendMonth(by, search),
});
