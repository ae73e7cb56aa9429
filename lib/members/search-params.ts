import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

const memberSorts = ["name", "email", "role", "added"] as const;

/** The state of the members page in its URL: the page, its controls and the door share this one definition. */
export const memberSearchParams = {
  q: parseAsString.withDefault(""),
  role: parseAsArrayOf(parseAsString).withDefault([]),
  sort: parseAsStringLiteral(memberSorts).withDefault("name"),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
  page: parseAsInteger.withDefault(1),
};
export const memberSearchKeys = { direction: "dir" };
export type MemberSearch = inferParserType<typeof memberSearchParams>;

export const loadMemberSearch = createLoader(memberSearchParams, { urlKeys: memberSearchKeys });
export const toMemberQueryString = createSerializer(memberSearchParams, { urlKeys: memberSearchKeys });
