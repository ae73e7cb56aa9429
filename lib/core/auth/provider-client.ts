import "server-only";
import { createRemoteJWKSet } from "jose";
import { type Client, custom, Issuer } from "openid-client";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { findProvider, findProviderAddress } from "./identity-providers";

const answerMs = 5_000;
const keptMs = 60 * 60_000;

export type OpenProvider = { client: Client; clientId: string; keys: ReturnType<typeof createRemoteJWKSet> };
type Kept = { at: number; provider: Promise<OpenProvider> };

/**
 * Null for a provider that isn't set up or isn't an OpenID provider, such as GitHub. What it says about itself is kept
 * for an hour.
 */
export async function openProvider(method: string): Promise<OpenProvider | null> {
  const address = findProviderAddress(method);
  const found = findProvider(method);
  if (!found?.clientId || !address?.endsWith("/.well-known/openid-configuration")) return null;
  const all = processSingleton("identity-providers", () => new Map<string, Kept>());
  const key = `${method} ${address} ${found.clientId}`;
  const known = all.get(key);
  if (known && Date.now() - known.at < keptMs) return known.provider;
  const provider = discover(address, found.clientId, found.clientSecret);
  all.set(key, { at: Date.now(), provider });
  provider.catch(() => all.delete(key));
  return provider;
}

async function discover(
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
