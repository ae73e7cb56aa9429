import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { toDay } from "@/lib/core/format/calendar";
import { listKeysOn, listMembersOn } from "./read-model";
import { loadSnapshotSearch, toSnapshotQuery } from "./search-params";

export const snapshotReads = {
  "snapshots/keys": defineRead({
    permission: "keys:read",
    search: (query) => toSnapshotQuery(loadSnapshotSearch(query), toDay(new Date())),
    read: listKeysOn,
  }),
  "snapshots/members": defineRead({
    permission: "members:read",
    search: (query) => toSnapshotQuery(loadSnapshotSearch(query), toDay(new Date())),
    read: listMembersOn,
  }),
};
