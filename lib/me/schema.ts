import { z } from "zod";
import { loadingHistory } from "@/lib/history/schema";

const otherCents = z.record(z.string(), z.string()).nullable();

export const myAccess = z.object({
  /** Null for people who sign in through a grant or the one-time link and aren't in the directory. */
  member: z.object({ role: z.string(), addedAt: z.iso.datetime().nullable() }).nullable(),
  workspaces: z.array(
    z.object({ id: z.string(), name: z.string(), role: z.string(), isArchived: z.boolean() }),
  ),
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      hint: z.string().nullable(),
      workspaceName: z.string().nullable(),
      createdAt: z.iso.datetime().nullable(),
      expiresAt: z.iso.datetime().nullable(),
      cents: z.string().nullable(),
      otherCents,
    }),
  ),
  claudeCode: z.object({
    sessions: z.number(),
    linesAdded: z.number(),
    linesRemoved: z.number(),
    commits: z.number(),
    pullRequests: z.number(),
    estimatedCents: z.string(),
    otherCents,
  }),
  spend: z.object({
    keysCents: z.string(),
    keysOtherCents: otherCents,
    isEstimate: z.boolean(),
    /** Under their own name; null if the organization has no such analytics. */
    ownCents: z.string().nullable(),
    ownOtherCents: otherCents,
  }),
  windowDays: z.number(),
  loading: loadingHistory.nullable(),
});
export type MyAccess = z.infer<typeof myAccess>;
