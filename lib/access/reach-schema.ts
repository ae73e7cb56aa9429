import { z } from "zod";
import { membershipSince } from "@/lib/directory/schema";
import { accessRow } from "./schema";

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
