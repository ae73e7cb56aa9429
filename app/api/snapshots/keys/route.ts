import { toDay } from "@/lib/calendar";
import { defineRoute } from "@/lib/entry/define-route";
import { listKeysOn } from "@/lib/snapshots/read-model";
import { loadSnapshotSearch, toSnapshotQuery } from "@/lib/snapshots/search-params";

export const GET = defineRoute({
  permission: "keys:read",
  search: (query) => toSnapshotQuery(loadSnapshotSearch(query), toDay(new Date())),
  read: listKeysOn,
});
