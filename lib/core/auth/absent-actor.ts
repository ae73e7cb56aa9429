import "server-only";
import { database } from "@/lib/core/db/client";
import { hasAcceptedMethod, isAccepted } from "./accepted-method";
import { type Actor, getActor, getLinkActor } from "./actor";
import { noteGrantUse } from "./grant-use";
import { fromKeptSession, type KeptSession } from "./kept-session";
import { getSignInMethods } from "./methods";
import { wasPersonThen } from "./person-sql";
import { linkEmail } from "./vocabulary";

/** What is kept of the sign-in that started the work. What is sent or started regularly keeps no session. */
type Kept = KeptSession | Pick<KeptSession, "method" | "providerAddress">;

/** Without an actor, `refusal` says why, unless nobody has this address any more. */
type Absent = { actor: Actor; refusal: null } | { actor: null; refusal: "sign_in_not_accepted" | null };

/**
 * Who this person is now, for work that continues without them. Whoever got their address later isn't. The sign-in that started it must still be accepted, as it
 * must for an open page (ADR 73). If it isn't known, some way to sign in must be accepted.
 */
export async function findAbsentActor(email: string, kept: Kept, askedAt: Date): Promise<Absent> {
  const actor = (await wasPersonThen(await database(), email, askedAt)) ? await findActor(email) : null;
  if (!actor) return { actor: null, refusal: null };
  const { method, providerAddress } = kept;
  const isFit = method === null ? hasAcceptedMethod(actor) : isAccepted(actor, { method, providerAddress });
  if (!isFit) return { actor: null, refusal: "sign_in_not_accepted" };
  await noteGrantUse(actor);
  return { actor: { ...actor, session: "sessionId" in kept ? fromKeptSession(kept) : null }, refusal: null };
}

async function findActor(email: string): Promise<Actor | null> {
  const actor = await getActor(email);
  if (actor) return actor;
  return getSignInMethods().hasLink && email === linkEmail ? getLinkActor() : null;
}
