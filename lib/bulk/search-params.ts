import { createLoader, createSerializer, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { parseAsListOf, parseAsPage, parseAsText } from "@/lib/search-params";
import { rowStates } from "./vocabulary";

/** The state of the page of all runs in its URL. */
export const runsSearchParams = { page: parseAsPage.withDefault(1) };
export type RunsSearch = inferParserType<typeof runsSearchParams>;
export const loadRunsSearch = createLoader(runsSearchParams);
export const toRunsQueryString = createSerializer(runsSearchParams);

/** The state of the page of one run. */
export const runSearchParams = {
  q: parseAsText.withDefault(""),
  state: parseAsListOf(parseAsStringLiteral(rowStates)).withDefault([]),
  page: parseAsPage.withDefault(1),
};
export type RunSearch = inferParserType<typeof runSearchParams>;
export const loadRunSearch = createLoader(runSearchParams);
export const toRunQueryString = createSerializer(runSearchParams);
