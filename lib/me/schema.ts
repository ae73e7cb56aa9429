import { z } from "zod";
import { loadingHistory } from "@/lib/history/schema";

/** Other currencies by code; null if there are none. */
const otherCents = z.record(z.string(), z.string()).nullable();

export const myAccess = z.object({
  /** null for people who sign in by a grant or the one-time link: they are not in the directory. */
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
      /** Of the last 30 days; null where nothing is known. */
      cents: z.string().nullable(),
      otherCents,
    }),
  ),
  /** Sums of the last `windowDays` UTC days from the Claude Code report. */
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
    /** Whether the keys' cost is worked out from tokens. */
    isEstimate: z.boolean(),
    /** Under their own name; null where the organization has no such analytics. */
    ownCents: z.string().nullable(),
    ownOtherCents: otherCents,
  }),
  windowDays: z.number(),
  /** Set while days of the window are still to be read. */
  loading: loadingHistory.nullable(),
});
export type MyAccess = z.infer<typeof myAccess>;
