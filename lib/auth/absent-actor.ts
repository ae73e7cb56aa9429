import "server-only";
import { type Actor, type ActorSession, getActor, getLinkActor } from "./actor";
import { getSignInMethods } from "./methods";
import { linkEmail } from "./vocabulary";

/**
 * Who this person is now, for work that continues without them; null if unknown. `session` is the one that started the
 * work, if known.
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
