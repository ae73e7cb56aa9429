import "server-only";
import { and, eq, lt } from "drizzle-orm";
import { jwtVerify } from "jose";
import { z } from "zod";
import { database } from "@/lib/core/db/client";
import { logoutTokens } from "@/lib/core/db/identity-tables";
import { AppError } from "@/lib/core/errors/errors";
import type { OpenProvider } from "./provider-client";

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";
const maxAgeSeconds = 10 * 60;
const toleranceSeconds = 60;
/** Keys of the provider alone: no `none`, and no secret that we have too. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

const logoutClaims = z
  .object({
    jti: z.string().min(1).max(255),
    iat: z.number(),
    events: z.object({ [logoutEvent]: z.looseObject({}) }),
    sub: z.string().min(1).optional(),
    sid: z.string().min(1).optional(),
    /** An ID token has a nonce, and must not be taken for a logout token. */
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

export type LogoutToken = {
  issuer: string;
  jti: string;
  issuedAt: Date;
  subject: string | null;
  providerSession: string | null;
};

/**
 * As OpenID Connect Back-Channel Logout 1.0 asks.
 * @throws AppError invalid
 */
export async function verifyLogoutToken(
  token: string,
  { client, clientId, keys }: OpenProvider,
): Promise<LogoutToken> {
  const { issuer } = client.issuer.metadata;
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms,
      clockTolerance: toleranceSeconds,
      maxTokenAge: maxAgeSeconds,
      requiredClaims: ["exp"],
    });
    const { jti, iat, sub, sid } = logoutClaims.parse(payload);
    return {
      issuer,
      jti,
      issuedAt: new Date(iat * 1000),
      subject: sub ?? null,
      providerSession: sid ?? null,
    };
  } catch (cause) {
    throw new AppError("invalid", "the logout token can't be believed", { cause });
  }
}

/**
 * Whether no server has used this token yet.
 * @throws AppError invalid if one has
 */
export async function claimLogoutToken({ issuer, jti }: LogoutToken, now = new Date()): Promise<void> {
  const db = await database();
  const expiresAt = new Date(now.getTime() + (maxAgeSeconds + 2 * toleranceSeconds) * 1000);
  await db.delete(logoutTokens).where(lt(logoutTokens.expiresAt, now));
  const claimed = await db
    .insert(logoutTokens)
    .values({ issuer, jti, expiresAt })
    .onConflictDoNothing()
    .returning({ jti: logoutTokens.jti });
  if (claimed.length === 0) throw new AppError("invalid", "the logout token was used before");
}

export async function forgetLogoutToken({ issuer, jti }: LogoutToken): Promise<void> {
  const db = await database();
  await db.delete(logoutTokens).where(and(eq(logoutTokens.issuer, issuer), eq(logoutTokens.jti, jti)));
}
