import { defineRoute } from "@/lib/entry/define-route";
import { listFixChoices } from "@/lib/findings/choices-read-model";
import { loadFindingSearch } from "@/lib/findings/search-params";

export const GET = defineRoute({
  permission: "findings:read",
  search: (query) => loadFindingSearch(query),
  read: listFixChoices,
});
