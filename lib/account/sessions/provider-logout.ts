import "server-only";
import { claimLogoutToken, forgetLogoutToken, verifyLogoutToken } from "@/lib/core/auth/logout-token";
import { openProvider } from "@/lib/core/auth/provider-client";
import { keepLogout } from "@/lib/core/auth/provider-logout-store";
import { findProviderSessions } from "@/lib/core/auth/provider-session-store";
import { checkSearch } from "@/lib/core/entry/define-read";
import { AppError } from "@/lib/core/errors/errors";
import { endByProvider } from "./provider-end";

/** @throws AppError not_found for no such provider; invalid for a token that isn't to be believed */
export async function logOutByToken(method: string, token: string): Promise<void> {
  const provider = await openProvider(method);
  if (!provider) throw new AppError("not_found", "there is no such identity provider");
  const claims = await verifyLogoutToken(token, provider);
  await claimLogoutToken(claims);
  try {
    await keepLogout(method, claims, claims.issuedAt);
    await endByProvider(await findProviderSessions(method, claims), method, "back_channel");
  } catch (cause) {
    // Forgotten after a failure, so that the provider can send the token again.
    await forgetLogoutToken(claims);
    throw cause;
  }
}

/** No provider's own are nearly as long; anyone may send this one. */
const maxSessionLength = 500;

/**
 * The browser of whoever signs out loads this. Nothing is signed, but only the provider and this browser know its
 * session; a provider that can send a token has no use for it.
 * @throws AppError not_found for no such provider; invalid without a session of it
 */
export async function logOutBySession(method: string, search: URLSearchParams): Promise<void> {
  checkSearch(search);
  const provider = await openProvider(method);
  const metadata = provider?.client.issuer.metadata;
  const isOnlyWay =
    metadata?.frontchannel_logout_supported === true && metadata.backchannel_logout_supported !== true;
  if (!metadata || !isOnlyWay) throw new AppError("not_found", "this provider has no front-channel logout");
  const sid = search.get("sid");
  if (!sid || sid.length > maxSessionLength || search.get("iss") !== metadata.issuer)
    throw new AppError("invalid", "no session of this provider");
  const named = { issuer: metadata.issuer, subject: null, providerSession: sid };
  await keepLogout(method, named, new Date());
  await endByProvider(await findProviderSessions(method, named), method, "front_channel");
}
