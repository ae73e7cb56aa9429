import "server-only";
import { z } from "zod";
import { objectId, optionalInstant, storedObject } from "@/lib/core/admin-api/schema";

/** `role` and `status` are open; `accepted_at` is newer than the API. */
export const invite = storedObject({
  id: objectId,
  email: z.string(),
  role: z.string(),
  status: z.string(),
  invited_at: optionalInstant,
  expires_at: optionalInstant,
  accepted_at: optionalInstant,
}).transform((raw) => ({
  id: raw.id,
  email: raw.email,
  role: raw.role,
  status: raw.status,
  invitedAt: raw.invited_at || null,
  expiresAt: raw.expires_at || null,
  acceptedAt: raw.accepted_at || null,
  raw,
}));
export type Invite = z.infer<typeof invite>;
