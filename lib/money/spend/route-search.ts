import "server-only";

import { parseAsDay } from "@/lib/core/address/search-params";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { toDay } from "@/lib/core/format/calendar";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { actorsSearchParams, loadChangesSearch, toActorsQuery, toChangesQuery } from "./search-params";

export function readActorsSearch(search: URLSearchParams) {
  return toActorsQuery(readStrictly(actorsSearchParams, search), toDay(new Date()));
}

export function readChangesSearch(search: URLSearchParams) {
  return toChangesQuery(loadChangesSearch(search), toDay(new Date()));
}

const monthParams = { currency: parseAsCurrency };
const unusualDaysParams = { from: parseAsDay, to: parseAsDay, ...monthParams };

export function readMonthSearch(search: URLSearchParams) {
  return readStrictly(monthParams, search);
}

export function readUnusualDaysSearch(search: URLSearchParams) {
  return readStrictly(unusualDaysParams, search, { required: ["from", "to"] });
}
