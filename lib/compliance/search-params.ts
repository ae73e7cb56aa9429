import { createLoader, createParser, createSerializer, type inferParserType } from "nuqs/server";
import { parseAsDay, parseAsText, parseAsTexts } from "@/lib/search-params";

const placeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[^~\0]{1,200}$/;

/** A place in the feed: the time and the id of the activity after which a page begins. Anything else is the newest end. */
const parseAsPlace = createParser({
  parse: (text) => (placeForm.test(text) && !Number.isNaN(Date.parse(text.slice(0, 24))) ? text : null),
  serialize: String,
});

/** The state of the compliance feed in its URL, shared by the page, its controls, and the door. */
export const complianceSearchParams = {
  q: parseAsText.withDefault(""),
  type: parseAsTexts.withDefault([]),
  /** Addresses, and ids of those who have none. */
  actor: parseAsTexts.withDefault([]),
  /** Both inclusive. */
  from: parseAsDay,
  to: parseAsDay,
  after: parseAsPlace,
};
export type ComplianceSearch = inferParserType<typeof complianceSearchParams>;

export const loadComplianceSearch = createLoader(complianceSearchParams);
export const toComplianceQueryString = createSerializer(complianceSearchParams);
