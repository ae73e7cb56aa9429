import { z } from "zod";

const signIn = z.object({
  at: z.string(),
  address: z.string(),
  /** The provider, `sandbox` or `link`. */
  method: z.string(),
  /** What the provider said; null for the one-time link and for whoever did not come so far. */
  email: z.string().nullable(),
});

export const signIns = z.object({
  /** Who has signed in and may still be: the newest sign-in of each, none of them ended since. */
  sessions: z.array(signIn.extend({ name: z.string() })),
  /** The newest attempts, whatever became of them. */
  attempts: z.array(signIn.extend({ id: z.string(), outcome: z.string() })),
});
export type SignIns = z.infer<typeof signIns>;

/** `seconds` until the session is over if the person does nothing more. */
export type OwnSession = { secondsLeft: number };

export const endSessionsInput = z.object({ name: z.string().trim().toLowerCase().min(1).max(320) });
export const ownSessionSearch = z.object({ active: z.stringbool().default(false) });
