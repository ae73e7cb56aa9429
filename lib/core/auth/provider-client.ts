import "server-only";
import { createRemoteJWKSet } from "jose";
import { type Client, custom, Issuer } from "openid-client";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { findProvider } from "./identity-providers";

const answerMs = 5_000;
const keptMs = 60 * 60_000;
export const wellKnown = "/.well-known/openid-configuration";

export type OpenProvider = { client: Client; clientId: string; keys: ReturnType<typeof createRemoteJWKSet> };
type Kept = { at: number; provider: Promise<OpenProvider> };

/**
 * Null for a provider that isn't set up or isn't an OpenID provider, such as GitHub. What it says about itself is kept
 * for an hour.
 */
export async function openProvider(method: string): Promise<OpenProvider | null> {
  const found = findOpenProvider(method);
  if (!found) return null;
  const { address, clientId, clientSecret } = found;
  const all = processSingleton("identity-providers", () => new Map<string, Kept>());
  const key = `${method} ${address} ${clientId}`;
  const known = all.get(key);
  if (known && Date.now() - known.at < keptMs) return known.provider;
  const provider = discover(address, clientId, clientSecret);
  all.set(key, { at: Date.now(), provider });
  provider.catch(() => all.delete(key));
  return provider;
}

/**
 * The code of a provider's refusal; null for whatever else went wrong. By name, because each part of the server's build has
 * classes of its own, and clients are kept for all of them.
 */
export function toRefusal(cause: unknown): string | null {
  const isRefusal = cause instanceof Error && cause.name === "OPError" && "error" in cause;
  return isRefusal && typeof cause.error === "string" ? cause.error : null;
}

/** Where an OpenID provider describes itself, and who we are there; null for any other. */
export function findOpenProvider(method: string) {
  const { address, clientId, clientSecret } = findProvider(method) ?? {};
  return clientId && address?.endsWith(wellKnown) ? { address, clientId, clientSecret } : null;
}

export async function discover(
  address: string,
  clientId: string,
  secret: string | undefined,
): Promise<OpenProvider> {
  const issuer = await Issuer.discover(address);
  const client = new issuer.Client({ client_id: clientId, ...(secret && { client_secret: secret }) });
  client[custom.http_options] = (_, options) => ({ ...options, timeout: answerMs });
  const keys = createRemoteJWKSet(new URL(issuer.metadata.jwks_uri ?? ""), { timeoutDuration: answerMs });
  return { client, clientId, keys };
}
