import { createLoader, createSerializer, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { listParams, listUrl, parseAsListOf, parseAsText, parseAsTexts } from "@/lib/search-params";
import { findingRuleNames, findingStates, findingSubjects } from "./vocabulary";

const findingSorts = ["score", "subject", "rule", "cost", "seen", "due"] as const;

export const findingSearchParams = {
  q: parseAsText.withDefault(""),
  state: parseAsStringLiteral(findingStates).withDefault("open"),
  rule: parseAsListOf(parseAsStringLiteral(findingRuleNames)).withDefault([]),
  subject: parseAsListOf(parseAsStringLiteral(findingSubjects)).withDefault([]),
  /** The ID of one subject, for the link from its page. */
  of: parseAsText,
  workspace: parseAsTexts.withDefault([]),
  assigned: parseAsStringLiteral(["me", "none"]),
  ...listParams(findingSorts, "score", "desc"),
};
export type FindingSearch = inferParserType<typeof findingSearchParams>;

export const loadFindingSearch = createLoader(findingSearchParams, listUrl);
export const toFindingQueryString = createSerializer(findingSearchParams, listUrl);
