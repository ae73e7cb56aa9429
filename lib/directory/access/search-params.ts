import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { parseAsDay, parseAsPage, parseAsText, parseAsTexts } from "@/lib/core/address/search-params";
import { idleDays } from "@/lib/directory/members/search-params";
import { whos } from "./vocabulary";

export const accessSearchParams = {
  q: parseAsText.withDefault(""),
  role: parseAsTexts.withDefault([]),
  /** IDs. With tags, they choose the columns, and the rows are those who reach one of them. */
  workspace: parseAsTexts.withDefault([]),
  /** As `key=value`; any of them. */
  tag: parseAsTexts.withDefault([]),
  workspaceRole: parseAsTexts.withDefault([]),
  idle: parseAsNumberLiteral(idleDays),
  who: parseAsStringLiteral(whos),
  /** Whether people without access to the chosen workspaces are rows, too. */
  others: parseAsBoolean.withDefault(false),
  /** A UTC day; the matrix is of its end. */
  at: parseAsDay,
  page: parseAsPage.withDefault(1),
};
export type AccessSearch = inferParserType<typeof accessSearchParams>;

export const loadAccessSearch = createLoader(accessSearchParams);
export const toAccessQueryString = createSerializer(accessSearchParams);

/** The columns don't depend on the rows. */
export type AccessColumnsSearch = Pick<AccessSearch, "workspace" | "tag" | "at">;

/** A day that isn't over is today's state so far; of a past day, only its members are known. */
export function toAccessQuery(search: AccessSearch, today: string): AccessSearch {
  if (search.at === null) return search;
  return { ...search, at: search.at < today ? search.at : today, who: null, idle: null };
}

const reachSearchParams = {
  workspace: parseAsText.withDefault(""),
  page: parseAsPage.withDefault(1),
};
export type ReachSearch = inferParserType<typeof reachSearchParams>;
export const loadReachSearch = createLoader(reachSearchParams);
export const toReachQueryString = createSerializer(reachSearchParams);
