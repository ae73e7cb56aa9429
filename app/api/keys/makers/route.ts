import { defineRoute } from "@/lib/entry/define-route";
import { listKeyMakers } from "@/lib/keys/makers-read-model";
import { loadMakerSearch } from "@/lib/keys/search-params";

export const GET = defineRoute({
  permission: "keys:read",
  search: (query) => loadMakerSearch(query),
  read: listKeyMakers,
});
