import "server-only";
import azureAd from "next-auth/providers/azure-ad";
import gitHub from "next-auth/providers/github";
import google from "next-auth/providers/google";
import type { Provider } from "next-auth/providers/index";
import okta from "next-auth/providers/okta";
import { env } from "@/lib/core/env/env";
import { type ClaimsRequest, readClaims, toEntraReader, toGoogleReader } from "./claims";
import { toGitHubReader } from "./git-hub-claims";

const answerMs = 10_000;
/** Longer than any session. A provider that gets a limit must say when the person signed in. */
const params = { scope: "openid email profile", max_age: 31_536_000 };
const googleIssuer = "https://accounts.google.com";
type Person = { sub: string; email?: string | null; name?: string | null };

export function listIdentityProviders(): Provider[] {
  return [toOidc(), toGoogle(), toEntra(), toOkta(), toGitHub()].filter((provider) => provider !== null);
}

type FoundProvider = {
  address: string | null;
  clientId: string | undefined;
  clientSecret: string | undefined;
};

/** The provider's configuration; null for methods that aren't identity providers. */
export function findProvider(method: string): FoundProvider | null {
  const found = listIdentityProviders().find(({ id, options }) => (options?.id ?? id) === method);
  if (found?.type !== "oauth") return null;
  const { wellKnown, clientId, clientSecret } = { ...found, ...found.options };
  return { address: wellKnown ?? found.options?.issuer ?? null, clientId, clientSecret };
}

/** The provider's address: its issuer, or GitHub's URL. */
export function findProviderAddress(method: string): string | null {
  return findProvider(method)?.address ?? null;
}

function toShared(clientId: string, clientSecret: string, read: ClaimsRequest) {
  return {
    clientId,
    clientSecret,
    checks: ["pkce" as const, "state" as const, "nonce" as const],
    httpOptions: { timeout: answerMs },
    userinfo: { request: read },
    profile: ({ sub, email, name }: Person) => ({ id: sub, email: email ?? null, name: name ?? null }),
  };
}

function toOidc(): Provider | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    id: "oidc",
    name: OIDC_NAME,
    type: "oauth",
    wellKnown: `${trimSlash(OIDC_ISSUER)}/.well-known/openid-configuration`,
    authorization: { params },
    idToken: true,
    ...toShared(OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, ofIssuer(OIDC_ISSUER)),
  };
}

function toGoogle(): Provider | null {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env;
  if (!GOOGLE_CLIENT_ID || !GOOGLE_CLIENT_SECRET) return null;
  const domains = env.GOOGLE_HOSTED_DOMAIN ?? [];
  // Only a hint for Google's account chooser; the signed claim decides.
  const hd = domains.length === 1 ? domains[0] : domains.length > 1 && "*";
  return google({
    ...toShared(GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, ofIssuer(googleIssuer, toGoogleReader(domains))),
    authorization: { params: { ...params, ...(hd && { hd }) } },
  });
}

function toEntra(): Provider | null {
  const { ENTRA_TENANT_ID, ENTRA_CLIENT_ID, ENTRA_CLIENT_SECRET, ENTRA_AUTHORITY } = env;
  if (!ENTRA_TENANT_ID || !ENTRA_CLIENT_ID || !ENTRA_CLIENT_SECRET) return null;
  const issuer = `${trimSlash(ENTRA_AUTHORITY)}/${ENTRA_TENANT_ID.toLowerCase()}/v2.0`;
  const read = ofIssuer(issuer, toEntraReader(ENTRA_TENANT_ID));
  const shared = toShared(ENTRA_CLIENT_ID, ENTRA_CLIENT_SECRET, read);
  const wellKnown = `${issuer}/.well-known/openid-configuration`;
  return azureAd({
    ...shared,
    id: "entra",
    name: "Microsoft Entra ID",
    wellKnown,
    authorization: { params },
    idToken: true,
  });
}

function toOkta(): Provider | null {
  const { OKTA_ISSUER, OKTA_CLIENT_ID, OKTA_CLIENT_SECRET } = env;
  if (!OKTA_ISSUER || !OKTA_CLIENT_ID || !OKTA_CLIENT_SECRET) return null;
  const shared = toShared(OKTA_CLIENT_ID, OKTA_CLIENT_SECRET, ofIssuer(OKTA_ISSUER));
  return okta({ ...shared, issuer: trimSlash(OKTA_ISSUER), authorization: { params } });
}

/** openid-client believes the name that a discovery document gives itself, and then the tokens of that name. */
function ofIssuer(expected: string, read: ClaimsRequest = readClaims): ClaimsRequest {
  return async (given) => {
    const { issuer } = given.client.issuer.metadata;
    if (trimSlash(issuer) !== trimSlash(expected))
      throw new Error(`the provider calls itself ${issuer}, not ${expected}`);
    return read(given);
  };
}

function toGitHub(): Provider | null {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GITHUB_ORG } = env;
  if (!GITHUB_CLIENT_ID || !GITHUB_CLIENT_SECRET || !GITHUB_ORG) return null;
  const url = trimSlash(env.GITHUB_URL);
  // An Enterprise Server has its API below its own address.
  const api = url === "https://github.com" ? "https://api.github.com" : `${url}/api/v3`;
  return gitHub({
    ...toShared(GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, toGitHubReader(api, GITHUB_ORG)),
    checks: ["pkce", "state"],
    profile: ({ id, email, name }) => ({ id: String(id), email, name }),
    issuer: `${url}/login/oauth`,
    authorization: {
      url: `${url}/login/oauth/authorize`,
      params: { scope: "read:user user:email read:org" },
    },
    token: `${url}/login/oauth/access_token`,
  });
}

export function trimSlash(url: string): string {
  return url.replace(/\/$/, "");
}
