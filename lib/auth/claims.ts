import "server-only";
import type { Profile } from "next-auth";
import type { UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";

/** What sign-in reads of a person; everything else that a provider tells is left alone. */
export type Claims = Profile & { sub: string; email_verified?: unknown };

export type ClaimsRequest = NonNullable<UserinfoEndpointHandler["request"]>;

const answerMs = 10_000;

/** The ID token's claims, and the userinfo endpoint's: many providers tell the e-mail only there. */
export const readClaims: ClaimsRequest = async ({ tokens, client }) => {
  // Sound: next-auth passes openid-client's TokenSet, whose methods its own type leaves out.
  const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
  const hasMore = client.issuer.metadata.userinfo_endpoint && set.access_token;
  return { ...set.claims(), ...(hasMore ? await client.userinfo(set) : {}) };
};

const entraClaims = z.looseObject({ tid: z.unknown().optional(), xms_edov: z.unknown().optional() });
const isTrue: unknown[] = [true, 1, "1", "true"];

/**
 * Entra ID lets a tenant write any address into `email` and tells no `email_verified`. `xms_edov` says that the owner
 * of the address's domain is verified. It comes in the signed ID token alone, which must be of our own tenant.
 */
export function toEntraReader(tenantId: string): ClaimsRequest {
  return async ({ tokens }) => {
    const claims = (tokens as unknown as { claims: () => Claims }).claims(); // Sound: as in readClaims.
    const { tid, xms_edov } = entraClaims.parse(claims);
    return { ...claims, email_verified: tid === tenantId && isTrue.includes(xms_edov) };
  };
}

const gitHubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub's own profile shows an address that nobody has verified; the list of addresses tells which one is. */
export function toGitHubReader(api: string): ClaimsRequest {
  return async ({ tokens }) => {
    const ask = async (path: string): Promise<unknown> => {
      const answer = await fetch(`${api}${path}`, {
        headers: { authorization: `Bearer ${tokens.access_token}`, accept: "application/vnd.github+json" },
        signal: AbortSignal.timeout(answerMs),
        redirect: "error",
      });
      if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${path}`);
      return answer.json();
    };
    const [user, emails] = await Promise.all([ask("/user"), ask("/user/emails")]);
    const { id, login, name } = gitHubUser.parse(user);
    const primary = gitHubEmails.parse(emails).find((email) => email.primary);
    const claims = { id: String(id), name: name ?? login, email_verified: primary?.verified === true };
    return { ...claims, ...(primary && { email: primary.email }) };
  };
}
