import "server-only";
import { type Actor, type ActorSession, getActor, getLinkActor } from "./actor";
import { getSignInMethods } from "./methods";
import { linkEmail } from "./vocabulary";

/**
 * Who this person is at this moment, for work that goes on without them; null if nobody we know. `session` is the one
 * that asked for it, as far as that is known.
 */
export async function getAbsentActor(email: string, session: ActorSession | null): Promise<Actor | null> {
  const actor = await findActor(email);
  return actor && { ...actor, session };
}

async function findActor(email: string): Promise<Actor | null> {
  const actor = await getActor(email);
  if (actor) return actor;
  return getSignInMethods().hasLink && email === linkEmail ? getLinkActor() : null;
}
