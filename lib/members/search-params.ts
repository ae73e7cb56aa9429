import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { parseAsPage, parseAsText, parseAsTexts } from "@/lib/search-params";

const memberSorts = [
  "name",
  "email",
  "role",
  "workspaces",
  "keys",
  "spend",
  "claudeCode",
  "active",
  "added",
] as const;
export const idleDays = [7, 30, 90] as const;

/** The state of the members page in its URL: page, controls, door and export share this one definition. */
export const memberSearchParams = {
  q: parseAsText.withDefault(""),
  role: parseAsTexts.withDefault([]),
  /** People in no workspace. */
  workspaces: parseAsStringLiteral(["none"]),
  /** People without activity for so many days. */
  idle: parseAsNumberLiteral(idleDays),
  sort: parseAsStringLiteral(memberSorts).withDefault("name"),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
  page: parseAsPage.withDefault(1),
};
export const memberSearchKeys = { direction: "dir" };
export type MemberSearch = inferParserType<typeof memberSearchParams>;

export const noMemberFilters = {
  q: "",
  role: [],
  workspaces: null,
  idle: null,
} satisfies Partial<MemberSearch>;

export const loadMemberSearch = createLoader(memberSearchParams, { urlKeys: memberSearchKeys });
export const toMemberQueryString = createSerializer(memberSearchParams, { urlKeys: memberSearchKeys });
