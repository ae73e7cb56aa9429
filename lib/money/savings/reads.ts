import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { getOpportunities } from "./opportunities";
import { getSavings } from "./report";
import { readSavingsSearch } from "./route-search";

export const savingsReads = {
  "savings/opportunities": defineRead({
    permission: "cost:read",
    search: readSavingsSearch,
    read: (by, search) => getOpportunities(by, search),
  }),
  savings: defineRead({
    permission: "cost:read",
    search: readSavingsSearch,
    read: (by, search) => getSavings(by, search),
  }),
};
