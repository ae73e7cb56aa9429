import { toDay } from "@/lib/calendar";
import { defineRoute } from "@/lib/entry/define-route";
import { listMembersOn } from "@/lib/snapshots/read-model";
import { loadSnapshotSearch, toSnapshotQuery } from "@/lib/snapshots/search-params";

export const GET = defineRoute({
  permission: "members:read",
  search: (query) => toSnapshotQuery(loadSnapshotSearch(query), toDay(new Date())),
  read: listMembersOn,
});
