import { createLoader, createParser, createSerializer, type inferParserType } from "nuqs/server";
import { daysInZone } from "@/lib/core/address/days-in-zone";
import { parseAsText, parseAsTexts } from "@/lib/core/address/search-params";

const placeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[^\0]{1,200}$/;

/** A cursor: time and ID of the activity after which a page starts. Anything else means the newest. */
const parseAsPlace = createParser({
  parse: (text) => (placeForm.test(text) && !Number.isNaN(Date.parse(text.slice(0, 24))) ? text : null),
  serialize: String,
});

export const complianceSearchParams = {
  q: parseAsText.withDefault(""),
  type: parseAsTexts.withDefault([]),
  /** Addresses, or IDs for actors without one. */
  actor: parseAsTexts.withDefault([]),
  ...daysInZone,
  after: parseAsPlace,
};
export type ComplianceSearch = inferParserType<typeof complianceSearchParams>;

export const loadComplianceSearch = createLoader(complianceSearchParams);
export const toComplianceQueryString = createSerializer(complianceSearchParams);
