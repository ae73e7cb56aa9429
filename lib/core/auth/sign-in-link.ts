import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull } from "drizzle-orm";
import { sessions, signInLinks } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { AppError } from "@/lib/core/errors/errors";
import { announce, log } from "@/lib/core/log/log";
import { getSetting } from "@/lib/core/settings/store";
import { toCookie } from "./cookies";
import { getSignInMethods } from "./methods";
import { getOwner } from "./owner";
import { createSession, toSecondsLeft } from "./session-store";

const linkMinutes = 15;
const guesses = new SharedTokenBucket("link-guesses", { capacity: 20, perMinute: 2 });

/** At boot: while no admin can sign in, the log shows a link. Without a provider, only a link lets one in. */
export async function announceSignInLink(): Promise<void> {
  if (!getSignInMethods().hasLink) return;
  if (await isLinkInUse()) {
    log.info("an admin is signed in with a one-time link; to make another one, run npm run sign-in-link");
    return;
  }
  const url = toUrl(await createSignInLink());
  announce({ url }, `Sign in as the first admin (one use, ${linkMinutes} minutes): ${url}`);
}

/**
 * For `npm run sign-in-link`. The database knows whether it holds the sandbox, even if the command lacks the key.
 * @throws AppError refused
 */
export async function describeNewLink(): Promise<string> {
  const [provider] = getSignInMethods().providers;
  if (provider)
    throw new AppError(
      "refused",
      `Sign in with ${provider.name}: one-time links are off once a provider is set up.`,
    );
  const owner = await getOwner(await database());
  if (owner?.kind === "sandbox")
    throw new AppError("refused", "This is the sandbox, where anyone signs in with a click and no link.");
  if (!owner) throw new AppError("refused", "No organization uses this database yet: start Castellan first.");
  return `Sign in as an admin (one use, ${linkMinutes} minutes): ${toUrl(await createSignInLink())}`;
}

async function isLinkInUse(): Promise<boolean> {
  const db = await database();
  const { startedAt, seenAt } = sessions;
  const open = await db.select({ startedAt, seenAt }).from(sessions).where(eq(sessions.method, "link"));
  const seconds = await Promise.all(open.map((session) => toSecondsLeft(session)));
  return seconds.some((left) => left > 0);
}

function toUrl(token: string): string {
  return toOwnAddress(`/sign-in/link?token=${token}`);
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
