import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { FindingChoice, FindingsPage, FindingTrend } from "./schema";
import { type FindingSearch, toFindingQueryString } from "./search-params";

const checkingMs = 5_000;

export function findingsQuery(search: FindingSearch) {
  return queryOptions({
    queryKey: ["findings", "list", search],
    queryFn: ({ signal }) => fetchRoute<FindingsPage>(`/api/findings${toFindingQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.rows.some(({ isBeingChecked }) => isBeingChecked) ? checkingMs : false,
  });
}

export function findingTrendQuery(search: FindingSearch) {
  // The order and the state of the list don't matter to it.
  const meant = { ...search, state: null, sort: null, direction: null, page: null };
  const query = toFindingQueryString(meant);
  return queryOptions({
    queryKey: ["findings", "trend", query],
    queryFn: ({ signal }) => fetchRoute<FindingTrend>(`/api/findings/trend${query}`, signal),
  });
}

export function findingChoicesQuery(search: FindingSearch) {
  return queryOptions({
    queryKey: ["findings", "choices", search],
    queryFn: ({ signal }) =>
      fetchRoute<FindingChoice[]>(`/api/findings/choices${toFindingQueryString(search)}`, signal),
  });
}
