import "server-only";
import type { Client } from "openid-client";
import { trimSlash } from "@/lib/core/auth/identity-providers";
import { getSignInMethods } from "@/lib/core/auth/methods";
import type { Permit } from "@/lib/core/auth/permit";
import {
  discover,
  findOpenProvider,
  type OpenProvider,
  toRefusal,
  wellKnown,
} from "@/lib/core/auth/provider-client";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import type { CheckedProvider, ProviderCheck, SignInSetup } from "./schema";

/** Null in the sandbox, where a click signs people in, unless it has a provider. */
export function getSignInSetup(_by: Permit<"settings:read">): SignInSetup | null {
  const methods = getSignInMethods();
  if (methods.hasPersonas) return null;
  const providers = methods.providers.map(({ id, name }) => ({
    id,
    name,
    callback: toCallback(id),
    logout: toOwnAddress(`/api/provider-logout/${id}`),
    canTest: findOpenProvider(id) !== null,
  }));
  return { providers, callback: toCallback("oidc") };
}

function toCallback(method: string): string {
  return toOwnAddress(`/api/auth/callback/${method}`);
}

/**
 * Asks the provider anew what sign-ins need of it.
 * @throws AppError not_found for one that isn't an OpenID provider
 */
export async function checkProvider(method: string): Promise<CheckedProvider> {
  const found = findOpenProvider(method);
  if (!found) throw new AppError("not_found", "this provider doesn't describe itself");
  try {
    const provider = await discover(found.address, found.clientId, found.clientSecret);
    const { issuer } = provider.client.issuer.metadata;
    const isExpected = trimSlash(issuer) === trimSlash(found.address.replace(wellKnown, ""));
    return {
      checks: [
        "reached.works",
        isExpected ? "issuer.works" : "issuer.broken",
        ...(await checkExchange(provider, method)),
        ...listClaimed(provider),
      ],
      calledItself: isExpected ? null : issuer,
    };
  } catch (cause) {
    logProblem(cause, method);
    return { checks: ["reached.broken"], calledItself: null };
  }
}

async function checkExchange(
  { client, keys: ofProvider }: OpenProvider,
  method: string,
): Promise<ProviderCheck[]> {
  const { authorization_endpoint, token_endpoint } = client.issuer.metadata;
  const keys = await checkKeys(ofProvider, method);
  if (!authorization_endpoint || !token_endpoint) return ["endpoints.broken", keys];
  return ["endpoints.works", keys, await checkClient(client, method)];
}

async function checkKeys(keys: OpenProvider["keys"], method: string): Promise<ProviderCheck> {
  try {
    await keys({ alg: "RS256", kid: "castellan-test" });
    return "keys.works";
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ERR_JWKS_NO_MATCHING_KEY")
      return "keys.works";
    logProblem(cause, method);
    return "keys.broken";
  }
}

/** A provider refuses a made-up code only after it has recognized who sends it. */
async function checkClient(client: Client, method: string): Promise<ProviderCheck> {
  try {
    await client.grant({
      grant_type: "authorization_code",
      code: "castellan-test",
      redirect_uri: toCallback(method),
      code_verifier: "castellan-test".padEnd(43, "-"),
    });
    return "client.unknown";
  } catch (cause) {
    const error = toRefusal(cause);
    if (error === "invalid_grant") return "client.works";
    if (error === "invalid_client" || error === "unauthorized_client") return "client.broken";
    logProblem(cause, method);
    return "client.unknown";
  }
}

/** What the description says, which can leave out what the provider does. */
function listClaimed({ client: { issuer } }: OpenProvider): ProviderCheck[] {
  const lists = (field: string, value: string) => {
    const listed = issuer.metadata[field];
    return Array.isArray(listed) ? listed.includes(value) : null;
  };
  return [
    lists("scopes_supported", "email") === false ? "email.lacking" : "email.works",
    lists("claims_supported", "auth_time") ? "time.works" : "time.lacking",
    issuer.metadata.backchannel_logout_supported === true ? "logout.works" : "logout.lacking",
    lists("grant_types_supported", "refresh_token") ? "refresh.works" : "refresh.lacking",
  ];
}

function logProblem(cause: unknown, method: string): void {
  log.warn({ err: cause, method }, "a test of the identity provider failed");
}
