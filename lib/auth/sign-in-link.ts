import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull } from "drizzle-orm";
import { signInLinks } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { SharedTokenBucket } from "@/lib/db/shared-token-bucket";
import { announce } from "@/lib/log";
import { toOwnAddress } from "@/lib/own-address";
import { getSetting } from "@/lib/settings/store";
import { toCookie } from "./cookies";
import { getSignInMethods } from "./methods";
import { createSession } from "./session-store";

const linkMinutes = 15;
const guesses = new SharedTokenBucket("link-guesses", { capacity: 20, perMinute: 2 });

/** At boot: if no one could sign in otherwise, the log shows a link for the first admin. */
export async function announceSignInLink(): Promise<void> {
  if (!getSignInMethods().hasLink) return;
  const token = await createSignInLink();
  const url = toOwnAddress(`/api/sign-in-link?token=${token}`);
  announce({ url }, `Sign in as the first admin (one use, ${linkMinutes} minutes): ${url}`);
}

/** Invalidates earlier links; only the token's hash is stored. */
export async function createSignInLink(now = new Date()): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + linkMinutes * 60_000);
  const db = await database();
  await db.transaction(async (tx) => {
    await tx.delete(signInLinks);
    await tx.insert(signInLinks).values({ tokenHash: toHash(token), expiresAt });
  });
  return token;
}

/** Counts a wrong link. True if this address has sent too many, which are then no longer recorded one by one. */
export async function isGuessing(address: string): Promise<boolean> {
  return (await guesses.take(address)) > 0;
}

/** False if the link is unknown, used, or expired, or links are no longer offered. */
export async function consumeSignInLink(token: string, now = new Date()): Promise<boolean> {
  if (!getSignInMethods().hasLink) return false;
  const db = await database();
  const used = await db
    .update(signInLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(signInLinks.tokenHash, toHash(token)),
        isNull(signInLinks.usedAt),
        gt(signInLinks.expiresAt, now),
      ),
    )
    .returning({ tokenHash: signInLinks.tokenHash });
  return used.length === 1;
}

export async function createLinkCookie(isSecure: boolean, client: { address: string; userAgent: string }) {
  const { name, options } = toCookie("sessionToken", isSecure);
  return {
    name,
    value: await createSession({ email: null, method: "link", authenticatedAt: new Date(), ...client }),
    ...options,
    maxAge: (await getSetting("session_hours")) * 3_600,
  };
}

function toHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
