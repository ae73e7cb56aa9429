import { z } from "zod";

const signIn = z.object({
  address: z.string(),
  method: z.string(),
});

const session = signIn.extend({
  id: z.string(),
  email: z.string().nullable(),
  /** Such as "Firefox", on a system such as "Windows"; null if the client doesn't say. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  startedAt: z.string(),
  seenAt: z.string(),
  isOwn: z.boolean(),
});
export type SessionRow = z.infer<typeof session>;

export const signIns = z.object({
  sessions: z.array(session),
  attempts: z.array(
    signIn.extend({ id: z.string(), at: z.string(), email: z.string().nullable(), outcome: z.string() }),
  ),
});
export type SignIns = z.infer<typeof signIns>;

export const ownSessions = z.array(session);
export type OwnSessions = z.infer<typeof ownSessions>;

/** `person`: whose session it is, so that a page which another person opened can tell. */
export type OwnSession = { secondsLeft: number; person: string };

export const endSessionInput = z.object({ id: z.uuid() });
/** An address, or the one-time link's name. */
export const endSessionsInput = z.object({ name: z.string().trim().toLowerCase().min(1).max(320) });
export const ownSessionSearch = z.object({ active: z.stringbool().default(false) });
