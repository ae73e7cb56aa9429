import { createLoader, createSerializer, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { daysInZone } from "@/lib/core/address/days-in-zone";
import { parseAsPage, parseAsText, parseAsTexts } from "@/lib/core/address/search-params";
import { activitySources } from "./vocabulary";

export const activitySearchParams = {
  q: parseAsText.withDefault(""),
  person: parseAsTexts.withDefault([]),
  noun: parseAsTexts.withDefault([]),
  verb: parseAsTexts.withDefault([]),
  outcome: parseAsTexts.withDefault([]),
  workspace: parseAsTexts.withDefault([]),
  source: parseAsStringLiteral(activitySources),
  ...daysInZone,
  /** The ID of a bulk run: what it did, and that it was started. */
  run: parseAsText,
  page: parseAsPage.withDefault(1),
};
export type ActivitySearch = inferParserType<typeof activitySearchParams>;

/** `entry` opens one entry over the list, and isn't part of what the list shows. */
export const activityEntryParams = { entry: parseAsText };
export const loadActivityEntry = createLoader(activityEntryParams);

export const loadActivitySearch = createLoader(activitySearchParams);
export const toActivityQueryString = createSerializer(activitySearchParams);
