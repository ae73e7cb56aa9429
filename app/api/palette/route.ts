import { defineRoute } from "@/lib/entry/define-route";
import { findPaletteHits } from "@/lib/palette/read-model";
import { loadPaletteSearch } from "@/lib/palette/search-params";

export const GET = defineRoute({
  permission: "me:read",
  search: (query) => loadPaletteSearch(query),
  read: findPaletteHits,
});
