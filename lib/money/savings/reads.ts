import "server-only";
import { parseAsDay } from "@/lib/core/address/search-params";
import { defineRead } from "@/lib/core/entry/define-read";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { toDay } from "@/lib/core/format/calendar";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { getOpportunities } from "./opportunities";
import { getSavings } from "./report";
import { type SavingsQuery, toWholeMonths } from "./search-params";

const params = { from: parseAsDay, to: parseAsDay, currency: parseAsCurrency };

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

function readSavingsSearch(search: URLSearchParams): SavingsQuery {
  const { currency, ...range } = readStrictly(params, search, { required: ["from", "to"] });
  return { ...toWholeMonths(range, toDay(new Date())), currency };
}
