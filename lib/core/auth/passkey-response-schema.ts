import "server-only";
import { z } from "zod";

const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(20_000);
const credential = z.object({
  id: base64url.max(1_400),
  rawId: base64url.max(1_400),
  type: z.literal("public-key"),
});

export const addingAnswer = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});
export type AddingAnswer = z.output<typeof addingAnswer>;

/** The answer's own user handle isn't read: only the session says who signed the challenge. */
export const confirmingAnswer = credential.extend({
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
});
export type ConfirmingAnswer = z.output<typeof confirmingAnswer>;
