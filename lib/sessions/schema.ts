import { z } from "zod";

const signIn = z.object({
  /** The network address; of IPv6 its /64. */
  address: z.string(),
  /** The provider, `sandbox` or `link`. */
  method: z.string(),
});

const session = signIn.extend({
  id: z.string(),
  /** null for the one-time link. */
  email: z.string().nullable(),
  /** Such as "Firefox on Windows"; null for a client that does not say. */
  browser: z.string().nullable(),
  startedAt: z.string(),
  seenAt: z.string(),
  /** The session that asks. */
  isOwn: z.boolean(),
});
export type SessionRow = z.infer<typeof session>;

export const signIns = z.object({
  /** Everybody who is signed in, the latest activity first. */
  sessions: z.array(session),
  /** The newest attempts, whatever became of them. */
  attempts: z.array(
    signIn.extend({ id: z.string(), at: z.string(), email: z.string().nullable(), outcome: z.string() }),
  ),
});
export type SignIns = z.infer<typeof signIns>;

export const ownSessions = z.array(session);
export type OwnSessions = z.infer<typeof ownSessions>;

/** `seconds` until the session is over if the person does nothing more. */
export type OwnSession = { secondsLeft: number };

export const endSessionInput = z.object({ id: z.uuid() });
/** The address of a person, or the name of the one-time link. */
export const endSessionsInput = z.object({ name: z.string().trim().toLowerCase().min(1).max(320) });
export const ownSessionSearch = z.object({ active: z.stringbool().default(false) });
