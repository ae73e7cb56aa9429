import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { ActivityPage, LogProof } from "./schema";
import { type ActivitySearch, toActivityQueryString } from "./search-params";

export function activityQuery(search: ActivitySearch) {
  return queryOptions({
    queryKey: ["audit", search],
    queryFn: ({ signal }) =>
      fetchRoute<ActivityPage>(`/api/activity${toActivityQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function logProofQuery() {
  return queryOptions({
    queryKey: ["audit", "proof"],
    queryFn: ({ signal }) => fetchRoute<LogProof>("/api/activity/proof", signal),
  });
}
