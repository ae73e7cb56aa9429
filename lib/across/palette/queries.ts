import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { paletteReads } from "./reads";
import { type PaletteSearch, toPaletteQueryString } from "./search-params";

const read = queriesOf<typeof paletteReads>();

export function paletteQuery(search: PaletteSearch) {
  return read(["palette", search] as const, "palette", {
    search: toPaletteQueryString(search),
    // The results of the previous text stay while those of the next one load.
    placeholderData: (previous, query) => (query?.queryKey[1].q ? previous : undefined),
    enabled: search.q !== "" || search.ids.length > 0,
    staleTime: 0,
    // People wait for each answer, so a failure is shown at once.
    retry: false,
  });
}
