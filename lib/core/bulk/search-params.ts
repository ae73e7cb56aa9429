import { createLoader, createSerializer, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { parseAsListOf, parseAsPage, parseAsText } from "@/lib/core/address/search-params";
import { rowStates } from "./vocabulary";

export const runsSearchParams = { page: parseAsPage.withDefault(1) };
export type RunsSearch = inferParserType<typeof runsSearchParams>;
export const loadRunsSearch = createLoader(runsSearchParams);
export const toRunsQueryString = createSerializer(runsSearchParams);

export const runSearchParams = {
  q: parseAsText.withDefault(""),
  state: parseAsListOf(parseAsStringLiteral(rowStates)).withDefault([]),
  page: parseAsPage.withDefault(1),
};
export type RunSearch = inferParserType<typeof runSearchParams>;
export const loadRunSearch = createLoader(runSearchParams);
export const toRunQueryString = createSerializer(runSearchParams);
