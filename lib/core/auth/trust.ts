import "server-only";
import { env } from "@/lib/core/env/env";
import { log } from "@/lib/core/log/log";
import type { Actor } from "./actor";
import type { Claims } from "./claims";
import type { AttemptOutcome, SignInWarning } from "./vocabulary";

/** Letters of other alphabets look like ours, and some become ours when lowercased. */
const plainAddress = /^[\x21-\x7e]+$/;

/**
 * Why a provider's account isn't believed to be the person with this address; null if it is. Strict: without
 * `email_verified`, an address counts as unverified, because anyone can type an admin's address.
 */
export function toDistrust(method: string, claims: Partial<Claims> | undefined): AttemptOutcome | null {
  const { email, email_verified, is_outside } = claims ?? {};
  if (!email) return "unverified";
  if (!plainAddress.test(email)) return "odd_address";
  if (is_outside) return "outside_account";
  if (email_verified !== true) return "unverified";
  return mayVouch(method, email) ? null : "foreign_domain";
}

export function mayVouch(method: string, email: string): boolean {
  const domains = listDomains(method);
  return domains === undefined || domains.includes(email.slice(email.lastIndexOf("@") + 1).toLowerCase());
}

export function mayAct({ persona }: Pick<Actor, "persona">, method: string): boolean {
  const providers: readonly string[] | undefined = env.ADMIN_PROVIDERS;
  return persona !== "admin" || providers === undefined || providers.includes(method);
}

export function listSignInWarnings(): SignInWarning[] {
  return env.GOOGLE_CLIENT_ID && !env.GOOGLE_HOSTED_DOMAIN ? ["google_is_open"] : [];
}

export function logSignInWarnings(): void {
  const sentences: Record<SignInWarning, string> = {
    google_is_open:
      "GOOGLE_HOSTED_DOMAIN is not set: anyone with a Google account whose address is in the directory can sign in",
  };
  for (const warning of listSignInWarnings()) log.warn({ warning }, sentences[warning]);
}

function listDomains(method: string): readonly string[] | undefined {
  const domains: Record<string, readonly string[] | undefined> = {
    oidc: env.OIDC_EMAIL_DOMAINS,
    google: env.GOOGLE_EMAIL_DOMAINS,
    entra: env.ENTRA_EMAIL_DOMAINS,
    okta: env.OKTA_EMAIL_DOMAINS,
    github: env.GITHUB_EMAIL_DOMAINS,
  };
  return domains[method];
}
