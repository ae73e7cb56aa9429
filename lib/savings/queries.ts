import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import { toRefetchInterval } from "@/lib/history/queries";
import type { Opportunities, Savings } from "./schema";
import type { SavingsQuery } from "./search-params";

const refreshMs = 300_000;

export function savingsQuery(query: SavingsQuery) {
  return toQuery<Savings>("savings", query);
}

export function opportunitiesQuery(query: SavingsQuery) {
  return toQuery<Opportunities>("savings/opportunities", query);
}

function toQuery<Answer extends { loading: Savings["loading"] }>(
  path: string,
  { from, to, currency }: SavingsQuery,
) {
  const search = { from, to, ...(currency && { currency }) };
  return queryOptions({
    queryKey: ["spend", path, search],
    queryFn: ({ signal }) => fetchRoute<Answer>(`/api/${path}?${new URLSearchParams(search)}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: toRefetchInterval(refreshMs),
  });
}
