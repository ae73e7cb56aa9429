import "server-only";
import { database } from "@/lib/core/db/client";
import { hasAcceptedMethod, isAccepted } from "./accepted-method";
import { type Actor, getActor, getLinkActor } from "./actor";
import { noteGrantUse } from "./grant-use";
import { getSignInMethods } from "./methods";
import { wasPersonThen } from "./person-sql";
import { wasSamePerson } from "./same-person";
import { linkEmail } from "./vocabulary";

/** How someone signed in; null if it isn't known, and then some way to sign in must be accepted. */
export type KeptSignIn = { method: string | null; memberId: string | null; providerAddress: string | null };

/** Without an actor, `refusal` says why, unless nobody has this address any more. */
export type Absent =
  | { actor: Actor; refusal: null }
  | { actor: null; refusal: "sign_in_not_accepted" | null };

/**
 * Who this person is now, without a session. Whoever got their address later isn't. The sign-in must still be accepted, as it must for
 * an open page (ADR 73).
 */
export async function findAbsentPerson(email: string, signIn: KeptSignIn, askedAt: Date): Promise<Absent> {
  const { method, memberId, providerAddress } = signIn;
  const actor = (await wasPersonThen(await database(), email, askedAt)) ? await findActor(email) : null;
  const isSame = actor !== null && (await wasSamePerson(actor, { memberId, at: askedAt }));
  if (!isSame) return { actor: null, refusal: null };
  const isFit = method === null ? hasAcceptedMethod(actor) : isAccepted(actor, { method, providerAddress });
  if (!isFit) return { actor: null, refusal: "sign_in_not_accepted" };
  await noteGrantUse(actor);
  return { actor, refusal: null };
}

async function findActor(email: string): Promise<Actor | null> {
  const actor = await getActor(email);
  if (actor) return actor;
  return getSignInMethods().hasLink && email === linkEmail ? getLinkActor() : null;
}
