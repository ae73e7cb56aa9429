import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { rowStates } from "./vocabulary";

/** The state of the page of all runs in its URL. */
export const runsSearchParams = { page: parseAsInteger.withDefault(1) };
export type RunsSearch = inferParserType<typeof runsSearchParams>;
export const loadRunsSearch = createLoader(runsSearchParams);
export const toRunsQueryString = createSerializer(runsSearchParams);

/** The state of the page of one run. */
export const runSearchParams = {
  q: parseAsString.withDefault(""),
  state: parseAsArrayOf(parseAsStringLiteral(rowStates)).withDefault([]),
  page: parseAsInteger.withDefault(1),
};
export type RunSearch = inferParserType<typeof runSearchParams>;
export const loadRunSearch = createLoader(runSearchParams);
export const toRunQueryString = createSerializer(runSearchParams);
