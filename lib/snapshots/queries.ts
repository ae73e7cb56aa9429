import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { KeysSnapshot, MembersSnapshot } from "./schema";
import { type SnapshotQuery, toSnapshotQueryString } from "./search-params";

export function membersSnapshotQuery(query: SnapshotQuery) {
  return queryOptions({
    queryKey: ["members", "snapshot", query],
    queryFn: ({ signal }) =>
      fetchRoute<MembersSnapshot>(toSnapshotQueryString("/api/snapshots/members", query), signal),
    placeholderData: keepPreviousData,
  });
}

export function keysSnapshotQuery(query: SnapshotQuery) {
  return queryOptions({
    queryKey: ["keys", "snapshot", query],
    queryFn: ({ signal }) =>
      fetchRoute<KeysSnapshot>(toSnapshotQueryString("/api/snapshots/keys", query), signal),
    placeholderData: keepPreviousData,
  });
}
