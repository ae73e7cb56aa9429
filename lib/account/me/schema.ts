import { z } from "zod";
import { permissions } from "@/lib/core/auth/permissions";
import { personas } from "@/lib/core/auth/vocabulary";
import { loadingHistory } from "@/lib/core/history/schema";

const adviser = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type Adviser = z.infer<typeof adviser>;

const otherCents = z.record(z.string(), z.string()).nullable();

export const myAccess = z.object({
  /** Null for people who sign in through a grant or the one-time link and aren't in the directory. */
  member: z.object({ role: z.string(), addedAt: z.iso.datetime().nullable() }).nullable(),
  persona: z.enum(personas),
  /** What the role allows, in the order of the matrix in Settings. */
  permissions: z.array(z.enum(permissions)),
  workspaces: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      isArchived: z.boolean(),
      /** Some of them. */
      leads: z.array(adviser),
      hasMoreLeads: z.boolean(),
    }),
  ),
  /** Some of those who can give more access. */
  admins: z.array(adviser),
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      hint: z.string().nullable(),
      workspaceName: z.string().nullable(),
      createdAt: z.iso.datetime().nullable(),
      expiresAt: z.iso.datetime().nullable(),
      /** Whether it stops within `expiringDays`. */
      isExpiring: z.boolean(),
      lastUsedOn: z.string().nullable(),
      cents: z.string().nullable(),
      otherCents,
      isBeingReplaced: z.boolean(),
      /** Whether somebody else made it, and the reader answers for it. */
      isAssigned: z.boolean(),
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
