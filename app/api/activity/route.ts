import { listActivity } from "@/lib/activity/read-model";
import { loadActivitySearch } from "@/lib/activity/search-params";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "activity:read",
  search: (query) => loadActivitySearch(query),
  read: listActivity,
});
