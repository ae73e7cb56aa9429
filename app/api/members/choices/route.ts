import { defineRoute } from "@/lib/entry/define-route";
import { listMemberChoices } from "@/lib/members/list-read-model";
import { loadMemberSearch } from "@/lib/members/search-params";

export const GET = defineRoute({
  permission: "members:read",
  search: (query) => loadMemberSearch(query),
  read: listMemberChoices,
});
