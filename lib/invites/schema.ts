import { z } from "zod";

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
