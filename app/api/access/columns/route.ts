import { listAccessColumns } from "@/lib/access/columns-read-model";
import { loadAccessSearch, toAccessQuery } from "@/lib/access/search-params";
import { toDay } from "@/lib/calendar";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "members:read",
  search: (query) => {
    const { workspace, tag, at } = toAccessQuery(loadAccessSearch(query), toDay(new Date()));
    return { workspace, tag, at };
  },
  read: listAccessColumns,
});
