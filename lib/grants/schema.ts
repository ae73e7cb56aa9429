import { z } from "zod";
import { toDay } from "@/lib/calendar";
import { refusalReasons } from "@/lib/refusal-reasons";
import { grantablePersonas, maxNoteLength } from "./vocabulary";

const grant = z.object({
  email: z.string(),
  persona: z.enum(grantablePersonas),
  note: z.string(),
  /** The last valid UTC day; null without an end. */
  expiresOn: z.string().nullable(),
});
export type Grant = z.infer<typeof grant>;

const grantRow = grant.extend({
  isExpired: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
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

export const grantInput = z.object({
  email,
  persona: z.enum(grantablePersonas),
  note: z.string().trim().max(maxNoteLength),
  expiresOn: z.iso.date().refine(isToCome).nullable(),
});
export const removeGrantInput = z.object({ email });
