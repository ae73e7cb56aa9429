import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { ActivityPage, ActivityRow, LogProof } from "./schema";
import { type ActivitySearch, toActivityQueryString } from "./search-params";

export function activityQuery(search: ActivitySearch) {
  return queryOptions({
    queryKey: ["audit", search],
    queryFn: ({ signal }) =>
      fetchRoute<ActivityPage>(`/api/activity${toActivityQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function activityEntryQuery(entry: string) {
  return queryOptions({
    queryKey: ["audit", "entry", entry],
    queryFn: ({ signal }) =>
      fetchRoute<ActivityRow>(`/api/activity/entry?${new URLSearchParams({ entry })}`, signal),
  });
}

export function logProofQuery() {
  return queryOptions({
    queryKey: ["audit", "proof"],
    queryFn: ({ signal }) => fetchRoute<LogProof>("/api/activity/proof", signal),
  });
}
