import { z } from "zod";
import { refusalReasons } from "@/lib/errors";
import { invitableRoles } from "./vocabulary";

const instant = z.iso.datetime({ offset: true });

/** An invite as the API tells it. `role` and `status` are open; `accepted_at` is younger than the API. */
export const invite = z
  .looseObject({
    id: z.string(),
    email: z.string(),
    role: z.string(),
    status: z.string(),
    invited_at: instant,
    expires_at: instant,
    accepted_at: instant.nullish(),
  })
  .transform((raw) => ({
    id: raw.id,
    email: raw.email,
    role: raw.role,
    status: raw.status,
    invitedAt: raw.invited_at,
    expiresAt: raw.expires_at,
    acceptedAt: raw.accepted_at ?? null,
    raw,
  }));
export type Invite = z.infer<typeof invite>;

const inviteRow = z.object({
  id: z.string(),
  email: z.string(),
  role: z.string(),
  /** One of `inviteStates`, or what the vendor added later. */
  state: z.string(),
  invitedAt: z.string(),
  expiresAt: z.string(),
  /** Whole days that are left, begun ones included; null where nothing runs out any more. */
  expiresInDays: z.number().nullable(),
  acceptedAt: z.string().nullable(),
  /** Why it cannot be withdrawn, for `reasons.<code>`. */
  reason: z.enum(refusalReasons).nullable(),
});
export type InviteRow = z.infer<typeof inviteRow>;

export const invitesPage = z.object({
  rows: z.array(inviteRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** Of all invites, whatever the filter. */
  states: z.array(z.object({ state: z.string(), count: z.number() })),
});
export type InvitesPage = z.infer<typeof invitesPage>;

/** What stands in the way of inviting an address. */
export const addressCheck = z.object({
  member: z.object({ name: z.string(), email: z.string() }).nullable(),
  invite: inviteRow.pick({ id: true, role: true, expiresInDays: true }).nullable(),
});
export type AddressCheck = z.infer<typeof addressCheck>;

export const inviteeEmail = z.string().trim().max(320).pipe(z.email());
const role = z.enum(invitableRoles);

export const createInviteInput = z.object({ email: inviteeEmail, role });
export const withdrawInviteInput = z.object({ inviteId: z.string().min(1) });
export const reissueInviteInput = z.object({ inviteId: z.string().min(1), email: inviteeEmail, role });
export type NewInvite = z.infer<typeof createInviteInput>;
