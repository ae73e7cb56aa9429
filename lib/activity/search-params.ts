import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { activitySources } from "./vocabulary";

/** A UTC day, "YYYY-MM-DD"; anything else counts as absent. */
const parseAsDay = createParser({
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: (day: string) => day,
});

/** The state of the activity page in its URL, shared by the page, its controls, the door and the export. */
export const activitySearchParams = {
  q: parseAsString.withDefault(""),
  person: parseAsArrayOf(parseAsString).withDefault([]),
  noun: parseAsArrayOf(parseAsString).withDefault([]),
  /** Whole actions, "noun.verb". */
  verb: parseAsArrayOf(parseAsString).withDefault([]),
  outcome: parseAsArrayOf(parseAsString).withDefault([]),
  /** Ids. */
  workspace: parseAsArrayOf(parseAsString).withDefault([]),
  source: parseAsStringLiteral(activitySources),
  /** Both inclusive. */
  from: parseAsDay,
  to: parseAsDay,
  page: parseAsInteger.withDefault(1),
};
export type ActivitySearch = inferParserType<typeof activitySearchParams>;

export const loadActivitySearch = createLoader(activitySearchParams);
export const toActivityQueryString = createSerializer(activitySearchParams);
