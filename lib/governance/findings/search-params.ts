import { createLoader, createSerializer, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { daysInZone } from "@/lib/core/address/days-in-zone";
import {
  listParams,
  listUrl,
  parseAsListOf,
  parseAsText,
  parseAsTexts,
} from "@/lib/core/address/search-params";
import { findingChanges, findingRuleNames, findingSubjects, findingViews } from "@/lib/core/marks/vocabulary";

const findingSorts = ["score", "subject", "rule", "cost", "seen", "due"] as const;

export const findingSearchParams = {
  q: parseAsText.withDefault(""),
  state: parseAsStringLiteral(findingViews).withDefault("open"),
  rule: parseAsListOf(parseAsStringLiteral(findingRuleNames)).withDefault([]),
  subject: parseAsListOf(parseAsStringLiteral(findingSubjects)).withDefault([]),
  /** The ID of one subject, for the link from its page. */
  of: parseAsText,
  workspace: parseAsTexts.withDefault([]),
  /** When it appeared or was resolved. */
  ...daysInZone,
  /** Which of both; either, without it. */
  change: parseAsStringLiteral(findingChanges),
  assigned: parseAsStringLiteral(["me", "none"]),
  ...listParams(findingSorts, "score", "desc"),
};
export type FindingSearch = inferParserType<typeof findingSearchParams>;

export const loadFindingSearch = createLoader(findingSearchParams, listUrl);
export const toFindingQueryString = createSerializer(findingSearchParams, listUrl);
