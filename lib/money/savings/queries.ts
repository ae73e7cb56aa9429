import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import { toRefetchInterval } from "@/lib/core/history/queries";
import type { savingsReads } from "./reads";
import type { SavingsQuery } from "./search-params";

const read = queriesOf<typeof savingsReads>();

const refreshMs = 300_000;

export function savingsQuery(query: SavingsQuery) {
  return toQuery("savings", query);
}

export function opportunitiesQuery(query: SavingsQuery) {
  return toQuery("savings/opportunities", query);
}

function toQuery<Address extends keyof typeof savingsReads>(
  address: Address,
  { from, to, currency }: SavingsQuery,
) {
  const search = { from, to, ...(currency && { currency }) };
  return read(["spend", address, search], address, {
    search: `?${new URLSearchParams(search)}`,
    placeholderData: keepPreviousData,
    refetchInterval: toRefetchInterval(refreshMs),
  });
}
