import "server-only";
import { log } from "@/lib/core/log/log";
import { toSignInProof } from "./auth-time";
import { unseal } from "./envelope";
import { findProviderAddress } from "./identity-providers";
import { openProvider, toRefusal } from "./provider-client";
import { type DueSession, keepProof, keepRefreshToken } from "./provider-session-store";
import { refreshPurpose } from "./session-store";

/** Answers of a provider that say that the person may not go on, or has to sign in again. */
const refusals = [
  "invalid_grant",
  "access_denied",
  "login_required",
  "interaction_required",
  "consent_required",
];

/**
 * Whether the provider refuses to renew the session. One that doesn't answer, or doesn't know us, refuses no one: its
 * outage must not lock people out.
 */
export async function isRefused(session: DueSession): Promise<boolean> {
  const { id, method, subject, providerAddress } = session;
  // What one provider gave must not be sent to another.
  if (session.refreshToken === null || providerAddress !== findProviderAddress(method)) return false;
  const token = await unseal(refreshPurpose, session.refreshToken);
  // A token that can't be decrypted can never be checked again, so the session ends.
  if (token === null) return true;
  try {
    const provider = await openProvider(method);
    if (!provider) return false;
    const answer = await provider.client.refresh(token);
    if (answer.refresh_token && answer.refresh_token !== token)
      await keepRefreshToken(id, answer.refresh_token);
    if (answer.id_token === undefined) return false;
    if (answer.claims().sub !== subject) return true;
    await lowerProof(session, answer.claims());
    return false;
  } catch (cause) {
    if (refusals.some((one) => one === toRefusal(cause))) return true;
    log.warn(
      { err: cause, method },
      "the identity provider couldn't be asked about a session; it is asked again",
    );
    return false;
  }
}

/** A renewal proves no new sign-in, so it only takes away what the provider doesn't say of this one any more. */
async function lowerProof({ id, acr, amr }: DueSession, claims: { acr?: unknown; amr?: unknown }) {
  const said = toSignInProof("oauth", claims);
  const kept = {
    acr: claims.acr === undefined || said.acr === acr ? acr : null,
    amr: claims.amr === undefined ? amr : (amr ?? []).filter((one) => said.amr.includes(one)),
  };
  if (kept.acr !== acr || kept.amr?.length !== amr?.length) await keepProof(id, kept);
}
