import "server-only";
import { type Absent, findAbsentPerson, type KeptSignIn } from "./absent-person";
import { findProgram } from "./access-token";
import { fromKeptSession, type KeptSession } from "./kept-session";
import { tokenMethod } from "./program";

/** What is kept of the sign-in that started the work. What is sent or started regularly keeps no session. */
type Kept = KeptSession | KeptSignIn;

/** Who someone is now, for work that continues without them. What a program started goes on while its token is valid. */
export async function findAbsentActor(email: string, kept: Kept, askedAt: Date): Promise<Absent> {
  const session = "sessionId" in kept ? fromKeptSession(kept) : null;
  if (session?.method === tokenMethod) {
    const program = await findProgram(session.id);
    return program ? { actor: program, refusal: null } : { actor: null, refusal: "sign_in_not_accepted" };
  }
  const { actor, refusal } = await findAbsentPerson(email, kept, askedAt);
  return actor ? { actor: { ...actor, session }, refusal: null } : { actor, refusal };
}
