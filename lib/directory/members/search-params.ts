import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { listParams, listUrl, parseAsText, parseAsTexts } from "@/lib/core/address/search-params";
import { memberColumnNames } from "./vocabulary";

export const idleDays = [7, 30, 90] as const;

export const memberSearchParams = {
  q: parseAsText.withDefault(""),
  role: parseAsTexts.withDefault([]),
  /** People who left instead of those who are here. */
  state: parseAsStringLiteral(["left"]),
  workspaces: parseAsStringLiteral(["none"]),
  /** IDs of workspaces; those who reach one of them. */
  workspace: parseAsTexts.withDefault([]),
  /** People without activity for this many days. */
  idle: parseAsNumberLiteral(idleDays),
  /** IDs of the only people to list, such as those chosen for a file. */
  only: parseAsTexts.withDefault([]),
  ...listParams(memberColumnNames, "name"),
};
export type MemberSearch = inferParserType<typeof memberSearchParams>;

export const loadMemberSearch = createLoader(memberSearchParams, listUrl);
export const toMemberQueryString = createSerializer(memberSearchParams, listUrl);
