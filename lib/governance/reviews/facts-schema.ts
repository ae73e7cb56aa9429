import { z } from "zod";
import { grantLosses } from "@/lib/core/auth/vocabulary";

export const keyFacts = z.object({
  name: z.string(),
  hint: z.string().nullable(),
  scope: z.string(),
  createdAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  isMakerGone: z.boolean(),
  findings: z.array(z.string()),
});

export const membershipFacts = z.object({
  inheritedRole: z.string().nullable(),
  /** For leads, those of their workspaces. */
  elsewhere: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  /** Null while names are masked. */
  keys: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        usedOn: z.string().nullable(),
        cents: z.string().nullable(),
      }),
    )
    .nullable(),
  /** Null for leads, and while names are masked. */
  keysElsewhereOn: z.string().nullable(),
});

export const grantFacts = z.object({
  source: z.enum(["grant", "environment"]),
  note: z.string(),
  expiresOn: z.string().nullable(),
  isExpired: z.boolean(),
  suspendedFor: z.enum(grantLosses).nullable(),
  suspendedAt: z.string().nullable(),
  renewedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  memberId: z.string().nullable(),
  findings: z.array(z.string()),
});
