import { z } from "zod";
import { grantLosses } from "@/lib/core/auth/vocabulary";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { proseText } from "@/lib/core/format/typed-text";
import { grantablePersonas, maxGrantDays, maxNoteLength } from "./vocabulary";

const grant = z.object({
  email: z.string(),
  persona: z.enum(grantablePersonas),
  note: z.string(),
  /** The last valid UTC day; null for grants of earlier versions, until they get an end. */
  expiresOn: z.string().nullable(),
  /** Why it is worth nothing until an admin renews it. */
  suspendedFor: z.enum(grantLosses).nullable(),
});
export type KeptGrant = z.infer<typeof grant>;

const grantRow = grant.extend({
  isExpired: z.boolean(),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  /** Why it can't be removed, for `reasons.<code>`. */
  reason: z.enum(refusalReasons).nullable(),
});
export type GrantRow = z.infer<typeof grantRow>;

export const access = z.object({
  grants: z.array(grantRow),
  breakGlass: z.array(z.string()),
});
export type Access = z.infer<typeof access>;

const email = z.string().trim().toLowerCase().max(320).pipe(z.email());
const isToCome = (day: string) => day >= toDay(Date.now());
const isNear = (day: string) => day <= addDays(toDay(Date.now()), maxGrantDays);
const expiresOn = z.iso.date().refine(isToCome).refine(isNear);

export const grantInput = z.object({
  email,
  persona: z.enum(grantablePersonas),
  note: proseText.max(maxNoteLength),
  expiresOn,
});
export type Grant = z.infer<typeof grantInput>;

export const renewGrantInput = z.object({ email, expiresOn });
export type RenewGrant = z.infer<typeof renewGrantInput>;

/** What a run was asked for: the grant as it was then is what the second admin decides on. */
const asked = { seen: grant.optional() };
export const grantRunInput = grantInput.extend(asked);
export const renewRunInput = renewGrantInput.extend(asked);
export type GrantRun = z.infer<typeof grantRunInput>;
export type RenewRun = z.infer<typeof renewRunInput>;

/** What one admin may not do alone: give or change the grant, or renew it. */
export const requestGrantInput = z.discriminatedUnion("does", [
  z.object({ does: z.literal("save"), grant: grantInput }),
  z.object({ does: z.literal("renew"), grant: renewGrantInput }),
]);
export type RequestGrant = z.infer<typeof requestGrantInput>;
export const removeGrantInput = z.object({ email });

/** The grant that a reviewer saw: its persona, and when it was given. */
export const reviewedGrantInput = z.object({
  expected: z.enum(grantablePersonas).optional(),
  since: z.iso.datetime().optional(),
});
export type ReviewedGrant = z.infer<typeof reviewedGrantInput>;
