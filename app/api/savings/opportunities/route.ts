import { defineRoute } from "@/lib/entry/define-route";
import { getOpportunities } from "@/lib/savings/opportunities";
import { readSavingsSearch } from "@/lib/savings/route-search";

export const GET = defineRoute({
  permission: "cost:read",
  search: readSavingsSearch,
  read: (by, search) => getOpportunities(by, search),
});
