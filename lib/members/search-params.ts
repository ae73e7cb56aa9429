import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { listParams, listUrl, parseAsText, parseAsTexts } from "@/lib/search-params";

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
  ...listParams(memberSorts, "name"),
};
export type MemberSearch = inferParserType<typeof memberSearchParams>;

export const loadMemberSearch = createLoader(memberSearchParams, listUrl);
export const toMemberQueryString = createSerializer(memberSearchParams, listUrl);
