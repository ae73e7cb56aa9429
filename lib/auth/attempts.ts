import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, gt, lt, notInArray, sql } from "drizzle-orm";
import { signInAttempts } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { log } from "@/lib/log";
import type { AttemptOutcome } from "./vocabulary";

const windowMs = 15 * 60_000;
const keptMs = 90 * 24 * 60 * 60_000;
/** From one address in a window. An office shares one, so people who get in do not count against it. */
const mostFailures = 20;
/** These are nobody's guess. */
const harmless: AttemptOutcome[] = ["succeeded", "cancelled", "limited"];

export type Attempt = { address: string; method: string; email: string | null };

/** Whether this address has failed too often of late. The first refusal in a window is recorded, the others are not. */
export async function isLimited(attempt: Attempt, now = new Date()): Promise<boolean> {
  const db = await database();
  const since = new Date(now.getTime() - windowMs);
  const [found] = await db
    .select({
      failed: sql<number>`count(*) filter (where ${notInArray(signInAttempts.outcome, harmless)})::int`,
      limited: sql<number>`count(*) filter (where ${eq(signInAttempts.outcome, "limited")})::int`,
    })
    .from(signInAttempts)
    .where(and(eq(signInAttempts.address, attempt.address), gt(signInAttempts.at, since)));
  const { failed = 0, limited = 0 } = found ?? {};
  if (failed < mostFailures) return false;
  if (limited === 0) await recordAttempt(attempt, "limited", now);
  return true;
}

export async function recordAttempt(
  attempt: Attempt,
  outcome: AttemptOutcome,
  at = new Date(),
): Promise<void> {
  const db = await database();
  const { address, method } = attempt;
  const email = attempt.email?.replaceAll("\0", "\ufffd").slice(0, 320) ?? null;
  await db.insert(signInAttempts).values({ id: randomUUID(), at, address, method, email, outcome });
  await db.delete(signInAttempts).where(lt(signInAttempts.at, new Date(at.getTime() - keptMs)));
  log.info({ signIn: { address, method, outcome } }, "sign-in attempt");
}
