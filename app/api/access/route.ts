import { listAccess } from "@/lib/access/list-read-model";
import { loadAccessSearch, toAccessQuery } from "@/lib/access/search-params";
import { toDay } from "@/lib/calendar";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "members:read",
  search: (query) => toAccessQuery(loadAccessSearch(query), toDay(new Date())),
  read: listAccess,
});
