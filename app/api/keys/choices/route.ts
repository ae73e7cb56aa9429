import { defineRoute } from "@/lib/entry/define-route";
import { listKeyChoices } from "@/lib/keys/list-read-model";
import { loadKeySearch } from "@/lib/keys/search-params";

export const GET = defineRoute({
  permission: "keys:read",
  search: (query) => loadKeySearch(query),
  read: listKeyChoices,
});
