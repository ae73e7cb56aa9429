import "server-only";
import { toDay } from "@/lib/calendar";
import { readStrictly } from "@/lib/entry/strict-search";

import { parseAsCurrency, parseAsDay } from "@/lib/search-params";
import { type SavingsQuery, toWholeMonths } from "./search-params";

const params = { from: parseAsDay, to: parseAsDay, currency: parseAsCurrency };

export function readSavingsSearch(search: URLSearchParams): SavingsQuery {
  const { currency, ...range } = readStrictly(params, search, { required: ["from", "to"] });
  return { ...toWholeMonths(range, toDay(new Date())), currency };
}
