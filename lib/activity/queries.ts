import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { ActivityPage, LogProof } from "./schema";
import { type ActivitySearch, toActivityQueryString } from "./search-params";

export function activityQuery(search: ActivitySearch) {
  return queryOptions({
    queryKey: ["audit", search],
    queryFn: ({ signal }) => fetchDoor<ActivityPage>(`/api/activity${toActivityQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function logProofQuery() {
  return queryOptions({
    queryKey: ["audit", "proof"],
    queryFn: ({ signal }) => fetchDoor<LogProof>("/api/activity/proof", signal),
  });
}
