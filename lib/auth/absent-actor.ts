import "server-only";
import { type Actor, getActor, getLinkActor } from "./actor";
import { getSignInMethods } from "./methods";

/** Who this person is at this moment, for work that goes on without them; null if nobody we know. */
export async function getAbsentActor(email: string): Promise<Actor | null> {
  const actor = await getActor(email);
  if (actor) return actor;
  const first = getLinkActor();
  return getSignInMethods().hasLink && first.email === email ? first : null;
}
