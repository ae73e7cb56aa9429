import "server-only";
import type { Actor } from "./actor";
import { findProviderAddress } from "./identity-providers";
import { getSignInMethods } from "./methods";
import { mayAct, mayVouch } from "./trust";

/** `providerAddress` is null without a provider, and for sign-ins from before it was kept. */
export type SignIn = { method: string; providerAddress: string | null };

/** False for the one-time link once a provider is set up, and for a provider whose ID now stands for another issuer. */
export function isOffered({ method, providerAddress }: SignIn, email: string): boolean {
  const isSame = providerAddress === null || providerAddress === findProviderAddress(method);
  return isSame && isMethodOffered(method, email);
}

function isMethodOffered(method: string, email: string): boolean {
  const { providers, hasLink, hasPersonas } = getSignInMethods();
  if (method === "link") return hasLink;
  if (method === "sandbox") return hasPersonas;
  return providers.some(({ id }) => id === method) && mayVouch(method, email);
}

/** Whether someone who signed in like this may act: on a page, and later without it. */
export function isAccepted(actor: Pick<Actor, "email" | "persona">, signIn: SignIn): boolean {
  return isOffered(signIn, actor.email) && mayAct(actor, signIn.method);
}

/** Whether any way to sign in would let this person act. */
export function hasAcceptedMethod(actor: Pick<Actor, "email" | "persona">): boolean {
  const { providers } = getSignInMethods();
  const methods = [...providers.map(({ id }) => id), "link", "sandbox"];
  return methods.some((method) => isAccepted(actor, { method, providerAddress: null }));
}
