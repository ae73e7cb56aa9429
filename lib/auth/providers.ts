import "server-only";
import type { Profile } from "next-auth";
import credentials from "next-auth/providers/credentials";
import type { OAuthConfig, UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { env } from "@/lib/env";
import { personas } from "@/lib/sandbox/personas";

/** The claims that sign-in reads; everything else that the provider tells is left alone. */
export type OidcClaims = Profile & { sub: string; email_verified?: unknown };

const answerMs = 10_000;

/** The provider of the OIDC_ names, if they are set. */
export function listOidcProviders(): OAuthConfig<OidcClaims>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: OIDC_NAME,
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      httpOptions: { timeout: answerMs },
      userinfo: { request: readClaims },
      profile: (claims) => ({ id: claims.sub, email: claims.email ?? null, name: claims.name ?? null }),
    },
  ];
}

type ClaimsRequest = NonNullable<UserinfoEndpointHandler["request"]>;

/** The ID token's claims, and the userinfo endpoint's: many providers tell the e-mail only there. */
const readClaims: ClaimsRequest = async ({ tokens, client }) => {
  // Sound: next-auth passes openid-client's TokenSet, whose methods its own type leaves out.
  const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
  const hasMore = client.issuer.metadata.userinfo_endpoint && set.access_token;
  return { ...set.claims(), ...(hasMore ? await client.userinfo(set) : {}) };
};

const choice = z.object({ persona: z.enum(Object.keys(personas) as (keyof typeof personas)[]) });

/** In the sandbox, and only there, four of its members can be tried on without a password. */
export function listSandboxProviders() {
  if (!env.isSandbox) return [];
  return [
    credentials({
      id: "sandbox",
      name: "Sandbox",
      credentials: { persona: {} },
      authorize: (input) => {
        const { data } = choice.safeParse(input);
        return data ? { id: data.persona, email: personas[data.persona] } : null;
      },
    }),
  ];
}
