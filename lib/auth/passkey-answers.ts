import "server-only";
import { z } from "zod";

const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(20_000);
const credential = z.object({
  id: base64url.max(1_400), // The standard ends at 1,023 bytes.
  rawId: base64url.max(1_400),
  type: z.literal("public-key"),
});

/** What a browser answers that has made a passkey: the parts of it that are looked at. */
export const addingAnswer = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});
export type AddingAnswer = z.output<typeof addingAnswer>;

/** What a browser answers that has signed a challenge. Who it is for is known from the session alone. */
export const confirmingAnswer = credential.extend({
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
});
export type ConfirmingAnswer = z.output<typeof confirmingAnswer>;
