import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { FindingsPage } from "./schema";
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
