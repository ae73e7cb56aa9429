import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsStringLiteral,
} from "nuqs/server";
import { listParams, listUrl, parseAsText, parseAsTexts } from "@/lib/core/address/search-params";
import { workspaceTabs } from "./vocabulary";

const workspaceSorts = ["name", "members", "keys", "spend", "tags", "created"] as const;
const personSorts = ["name", "email", "role", "access"] as const;

export const workspaceSearchParams = {
  q: parseAsText.withDefault(""),
  /** The page hides archived ones unless true; an export hides them only if false. */
  archived: parseAsBoolean,
  /** As `key=value`; any of them. */
  tag: parseAsTexts.withDefault([]),
  ...listParams(workspaceSorts, "name"),
};
export type WorkspaceSearch = inferParserType<typeof workspaceSearchParams>;
export const loadWorkspaceSearch = createLoader(workspaceSearchParams, listUrl);
export const toWorkspaceQueryString = createSerializer(workspaceSearchParams, listUrl);

export const personSearchParams = {
  q: parseAsText.withDefault(""),
  role: parseAsTexts.withDefault([]),
  /** IDs of the only people to list, such as those chosen for a file. */
  only: parseAsTexts.withDefault([]),
  ...listParams(personSorts, "name"),
};
export type PersonSearch = inferParserType<typeof personSearchParams>;
export const loadPersonSearch = createLoader(personSearchParams, listUrl);
export const toPersonQueryString = createSerializer(personSearchParams, listUrl);

export const workspacePageParams = {
  tab: parseAsStringLiteral(workspaceTabs).withDefault("members"),
  ...personSearchParams,
};
export const loadWorkspacePage = createLoader(workspacePageParams, listUrl);
