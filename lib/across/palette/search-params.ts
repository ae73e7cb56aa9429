import { createLoader, createSerializer, type inferParserType } from "nuqs/server";
import { parseAsText, parseAsTexts } from "@/lib/core/address/search-params";

export const paletteSearchParams = {
  q: parseAsText.withDefault(""),
  /** Asked for by ID, when nothing is typed. */
  ids: parseAsTexts.withDefault([]),
};
export type PaletteSearch = inferParserType<typeof paletteSearchParams>;

export const loadPaletteSearch = createLoader(paletteSearchParams);
export const toPaletteQueryString = createSerializer(paletteSearchParams);
