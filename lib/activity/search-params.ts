import { createLoader, createSerializer, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { parseAsDay, parseAsPage, parseAsText, parseAsTexts } from "@/lib/search-params";
import { activitySources } from "./vocabulary";

/** Shared by the page, its controls, the route, and the export. */
export const activitySearchParams = {
  q: parseAsText.withDefault(""),
  person: parseAsTexts.withDefault([]),
  noun: parseAsTexts.withDefault([]),
  /** Full action names, `noun.verb`. */
  verb: parseAsTexts.withDefault([]),
  outcome: parseAsTexts.withDefault([]),
  workspace: parseAsTexts.withDefault([]),
  source: parseAsStringLiteral(activitySources),
  /** Both inclusive. */
  from: parseAsDay,
  to: parseAsDay,
  page: parseAsPage.withDefault(1),
};
export type ActivitySearch = inferParserType<typeof activitySearchParams>;

export const loadActivitySearch = createLoader(activitySearchParams);
export const toActivityQueryString = createSerializer(activitySearchParams);
