import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsStringLiteral,
} from "nuqs/server";
import { parseAsPage, parseAsText, parseAsTexts } from "@/lib/search-params";
import { workspaceTabs } from "./vocabulary";

const directions = ["asc", "desc"] as const;
const workspaceSorts = ["name", "members", "keys", "spend", "tags", "created"] as const;
const personSorts = ["name", "email", "role", "access"] as const;
const keys = { direction: "dir" };

/** The state of the list of workspaces in its URL. */
export const workspaceSearchParams = {
  q: parseAsText.withDefault(""),
  /** The page hides archived ones unless this is true; an export hides them only where this is false. */
  archived: parseAsBoolean,
  /** As `key=value`; any of them. */
  tag: parseAsTexts.withDefault([]),
  sort: parseAsStringLiteral(workspaceSorts).withDefault("name"),
  direction: parseAsStringLiteral(directions).withDefault("asc"),
  page: parseAsPage.withDefault(1),
};
export const workspaceSearchKeys = keys;
export type WorkspaceSearch = inferParserType<typeof workspaceSearchParams>;
export const loadWorkspaceSearch = createLoader(workspaceSearchParams, { urlKeys: keys });
export const toWorkspaceQueryString = createSerializer(workspaceSearchParams, { urlKeys: keys });

const personSearchParams = {
  q: parseAsText.withDefault(""),
  /** Roles in the workspace; any of them. */
  role: parseAsTexts.withDefault([]),
  sort: parseAsStringLiteral(personSorts).withDefault("name"),
  direction: parseAsStringLiteral(directions).withDefault("asc"),
  page: parseAsPage.withDefault(1),
};
export type PersonSearch = inferParserType<typeof personSearchParams>;
export const loadPersonSearch = createLoader(personSearchParams, { urlKeys: keys });
export const toPersonQueryString = createSerializer(personSearchParams, { urlKeys: keys });

/** The state of one workspace's page: its tab, and the search and order of its people. */
export const workspacePageParams = {
  tab: parseAsStringLiteral(workspaceTabs).withDefault("members"),
  ...personSearchParams,
};
export const workspacePageKeys = keys;
export const loadWorkspacePage = createLoader(workspacePageParams, { urlKeys: keys });
