import { defineRoute } from "@/lib/entry/define-route";
import { getSavings } from "@/lib/savings/report";
import { readSavingsSearch } from "@/lib/savings/route-search";

export const GET = defineRoute({
  permission: "cost:read",
  search: readSavingsSearch,
  read: (by, search) => getSavings(by, search),
});
