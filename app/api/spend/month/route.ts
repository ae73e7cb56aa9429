import { defineRoute } from "@/lib/entry/define-route";
import { getSpendMonth } from "@/lib/spend/month";
import { monthSearch } from "@/lib/spend/search-schema";

export const GET = defineRoute({
  permission: "cost:read",
  search: monthSearch,
  read: (by, search) => getSpendMonth(by, search),
});
