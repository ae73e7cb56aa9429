import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { findPaletteHits } from "./read-model";
import { loadPaletteSearch } from "./search-params";

export const paletteReads = {
  palette: defineRead({
    permission: "me:read",
    search: (query) => loadPaletteSearch(query),
    read: findPaletteHits,
  }),
};
