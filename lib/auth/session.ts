import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { type Actor, getActor, getLinkActor } from "./actor";
import { getSignInMethods } from "./methods";
import { isSecure } from "./origin";
import { toSecondsLeft } from "./session-age";
import { decodeSession, encodeSession, type Session, toCookie } from "./token";

export type { Actor } from "./actor";

/** Who is asking, looked up anew once in every request, or null if nobody we know. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const session = await currentSession();
  return session && toActor(session);
});

/** Notes that the person has done something: the time of doing nothing begins anew. Answers like `getSecondsLeft`. */
export async function renewSession(): Promise<number> {
  const session = await currentSession();
  if (!session) return 0;
  const renewed = { ...session, seenAt: Date.now() / 1000 };
  const secondsLeft = await toSecondsLeft(renewed);
  const { name, options } = toCookie("sessionToken", isSecure(await headers()));
  const maxAge = Math.ceil(secondsLeft);
  (await cookies()).set(name, await encodeSession(renewed), { ...options, maxAge });
  return secondsLeft;
}

/** How long the session of this request holds if the person does nothing more. */
export async function getSecondsLeft(): Promise<number> {
  const session = await currentSession();
  return session ? toSecondsLeft(session) : 0;
}

const currentSession = cache(async (): Promise<Session | null> => {
  const { name } = toCookie("sessionToken", isSecure(await headers()));
  const token = (await cookies()).get(name)?.value;
  const session = token ? await decodeSession(token) : null;
  return session && (await toSecondsLeft(session)) > 0 ? session : null;
});

async function toActor(session: Session): Promise<Actor | null> {
  if (session.kind === "person") return getActor(session.email);
  // The link is for the time before there is a provider; its session ends with that time.
  return getSignInMethods().hasLink ? getLinkActor() : null;
}
