import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { type Actor, getActor, getLinkActor } from "./actor";
import { getSignInMethods } from "./methods";
import { isSecure } from "./origin";
import { decodeSession, type Session, toCookie } from "./token";

export type { Actor } from "./actor";

/** Who is asking, looked up anew once in every request, or null if nobody we know. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const { name } = toCookie("sessionToken", isSecure(await headers()));
  const token = (await cookies()).get(name)?.value;
  const session = token ? await decodeSession(token) : null;
  return session && toActor(session);
});

async function toActor(session: Session): Promise<Actor | null> {
  if (session.kind === "person") return getActor(session.email);
  // The link is for the time before there is a provider; its session ends with that time.
  return getSignInMethods().hasLink ? getLinkActor() : null;
}
