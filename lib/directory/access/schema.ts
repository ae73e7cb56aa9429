import { z } from "zod";
import { loadingHistory } from "@/lib/core/history/schema";
import { membershipSince } from "@/lib/core/organization/schema";
import { cellStates, rowKinds } from "./vocabulary";

const accessColumn = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
});
export type AccessColumn = z.infer<typeof accessColumn>;

export const accessColumns = z.object({
  columns: z.array(accessColumn),
  /** What can be chosen. */
  workspaces: z.array(accessColumn),
  tags: z.array(z.object({ tag: z.string(), count: z.number() })),
  workspaceRoles: z.array(z.string()),
});
export type AccessColumns = z.infer<typeof accessColumns>;

export const accessRow = z.object({
  id: z.string(),
  kind: z.enum(rowKinds),
  email: z.string(),
  name: z.string(),
  /** The organization role. */
  role: z.string(),
  /** The first UTC day without the person; null unless they left. */
  leftOn: z.string().nullable(),
  /** By workspace; those that are not here follow from the organization role. */
  cells: z.record(z.string(), z.object({ role: z.string(), state: z.enum(cellStates) })),
});
export type AccessRow = z.infer<typeof accessRow>;

export const accessPage = z.object({
  rows: z.array(accessRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  roles: z.array(z.object({ role: z.string(), count: z.number() })),
  /** The first day of which anything is known; null before the first sync. */
  keptSince: z.string().nullable(),
  /** While reports are loading, no one counts as inactive. */
  loading: loadingHistory.nullable(),
});
export type AccessPage = z.infer<typeof accessPage>;

const account = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** In the workspace; null if it reaches it by its keys or its organization role only. */
  role: z.string().nullable(),
  isInherited: z.boolean(),
  keyCount: z.number(),
});
export type ReachingAccount = z.infer<typeof account>;

export const workspaceReach = z.object({
  /** Members, then those who are invited. */
  rows: z.array(accessRow.extend({ since: membershipSince.nullable() })),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  accounts: z.array(account),
  isArchived: z.boolean(),
  isDefault: z.boolean(),
  /** Whether keys of the whole organization aren't shown to a lead. */
  hidesWideKeys: z.boolean(),
});
export type WorkspaceReach = z.infer<typeof workspaceReach>;
export type ReachingPerson = WorkspaceReach["rows"][number];
