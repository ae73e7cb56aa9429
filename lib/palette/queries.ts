import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { PaletteHits } from "./schema";
import { type PaletteSearch, toPaletteQueryString } from "./search-params";

export function paletteQuery(search: PaletteSearch) {
  return queryOptions({
    queryKey: ["palette", search] as const,
    queryFn: ({ signal }) => fetchRoute<PaletteHits>(`/api/palette${toPaletteQueryString(search)}`, signal),
    // The results of the previous text stay while those of the next one load.
    placeholderData: (previous, query) => (query?.queryKey[1].q ? previous : undefined),
    enabled: search.q !== "" || search.ids.length > 0,
    staleTime: 0,
    // People wait for each answer, so a failure is shown at once.
    retry: false,
  });
}
