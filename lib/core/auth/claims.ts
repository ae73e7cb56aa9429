import "server-only";
import type { Profile } from "next-auth";
import type { UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { log } from "@/lib/core/log/log";

/** `is_outside` is ours: the account isn't one of the organization's. */
export type Claims = Profile & {
  sub: string;
  email_verified?: unknown;
  auth_time?: unknown;
  acr?: unknown;
  amr?: unknown;
  is_outside?: boolean;
};

export type ClaimsRequest = NonNullable<UserinfoEndpointHandler["request"]>;
type Given = Parameters<ClaimsRequest>[0];

function readSigned({ tokens }: Given): Claims {
  // Sound: next-auth passes openid-client's TokenSet, whose methods its own type leaves out.
  return (tokens as unknown as { claims: () => Claims }).claims();
}

/**
 * Combines the ID token with the userinfo endpoint, because many providers send the address only there. A document's
 * `email_verified` is about its own address, so both come from the same one.
 */
export const readClaims: ClaimsRequest = async (given) => {
  const { tokens, client } = given;
  const signed = readSigned(given);
  const hasMore = client.issuer.metadata.userinfo_endpoint && tokens.access_token;
  // Given the whole set, openid-client refuses an answer about someone else. Sound: as in readSigned.
  const asked = tokens as unknown as Parameters<typeof client.userinfo>[0];
  const userinfo: Partial<Claims> = hasMore ? await client.userinfo(asked) : {};
  const documents: Partial<Claims>[] = [signed, userinfo];
  const source =
    documents.find((each) => each.email !== undefined && each.email_verified !== undefined) ??
    documents.find((each) => each.email !== undefined);
  const { email, email_verified } = source ?? {};
  const address = email === undefined ? {} : { email };
  return {
    ...userinfo,
    ...signed,
    ...address,
    auth_time: signed.auth_time ?? toMissingTime(client.issuer.metadata),
    acr: signed.acr,
    amr: signed.amr,
    email_verified,
    is_outside: false,
  };
};

const promises = z.object({ claims_supported: z.array(z.unknown()) });

/**
 * We always ask for the time, but whoever sits at the browser can take that out of the address on the way to the
 * provider. They can't change what it says about itself, so that one that can send the time and didn't proves nothing.
 */
function toMissingTime(metadata: { issuer: string }): null | undefined {
  if (!promises.safeParse(metadata).data?.claims_supported.includes("auth_time")) return undefined;
  log.warn({ issuer: metadata.issuer }, "the provider sent no auth_time, so that the sign-in counts as old");
  return null;
}

/** In `hd`, Google names the Workspace organization that manages the account. Other accounts have none. */
export function toGoogleReader(domains: readonly string[]): ClaimsRequest {
  return async (given) => {
    const claims = await readClaims(given);
    const { hd } = z.looseObject({ hd: z.string().optional() }).parse(readSigned(given));
    return { ...claims, is_outside: domains.length > 0 && !domains.includes(hd?.toLowerCase() ?? "") };
  };
}

const entraClaims = z.looseObject({ tid: z.unknown().optional(), xms_edov: z.unknown().optional() });
const isTrue: unknown[] = [true, 1, "1", "true"];

/**
 * Entra ID lets a tenant write any address into `email` and sends no `email_verified`. `xms_edov` says that the
 * domain's owner is verified; it comes only in the signed ID token, which must be from our own tenant.
 */
export function toEntraReader(tenantId: string): ClaimsRequest {
  return async (given) => {
    const claims = readSigned(given);
    const { tid, xms_edov } = entraClaims.parse(claims);
    return { ...claims, email_verified: tid === tenantId && isTrue.includes(xms_edov), is_outside: false };
  };
}
