import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { snapshotReads } from "./reads";
import { type SnapshotQuery, toSnapshotQueryString } from "./search-params";

const read = queriesOf<typeof snapshotReads>();

export function membersSnapshotQuery(query: SnapshotQuery) {
  return read(["members", "snapshot", query], "snapshots/members", {
    search: toSnapshotQueryString(query),
    placeholderData: keepPreviousData,
  });
}

export function keysSnapshotQuery(query: SnapshotQuery) {
  return read(["keys", "snapshot", query], "snapshots/keys", {
    search: toSnapshotQueryString(query),
    placeholderData: keepPreviousData,
  });
}
