import { defineRoute } from "@/lib/entry/define-route";
import { listInviteChoices } from "@/lib/invites/list-read-model";
import { loadInviteSearch } from "@/lib/invites/search-params";

export const GET = defineRoute({
  permission: "invites:read",
  search: (query) => loadInviteSearch(query),
  read: listInviteChoices,
});
