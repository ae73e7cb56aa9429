import "server-only";

import { parseAsDay } from "@/lib/core/address/search-params";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { toDay } from "@/lib/core/format/calendar";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { type SavingsQuery, toWholeMonths } from "./search-params";

const params = { from: parseAsDay, to: parseAsDay, currency: parseAsCurrency };

export function readSavingsSearch(search: URLSearchParams): SavingsQuery {
  const { currency, ...range } = readStrictly(params, search, { required: ["from", "to"] });
  return { ...toWholeMonths(range, toDay(new Date())), currency };
}
