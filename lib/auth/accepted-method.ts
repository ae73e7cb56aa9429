import "server-only";
import type { Actor } from "./actor";
import { getSignInMethods } from "./methods";
import { mayAct, mayVouch } from "./trust";

/** Such as not the link once a provider is set up. */
export function isOffered(method: string, email: string): boolean {
  const { providers, hasLink, hasPersonas } = getSignInMethods();
  if (method === "link") return hasLink;
  if (method === "sandbox") return hasPersonas;
  return providers.some(({ id }) => id === method) && mayVouch(method, email);
}

/** Whether someone who signed in with this method may act: on a page, and later without it. */
export function isAccepted(actor: Pick<Actor, "email" | "persona">, method: string): boolean {
  return isOffered(method, actor.email) && mayAct(actor, method);
}

/** Whether any way to sign in would let this person act. */
export function hasAcceptedMethod(actor: Pick<Actor, "email" | "persona">): boolean {
  const { providers } = getSignInMethods();
  return [...providers.map(({ id }) => id), "link", "sandbox"].some((method) => isAccepted(actor, method));
}
