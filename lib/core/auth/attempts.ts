import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, gte, isNull, lt, ne } from "drizzle-orm";
import { signInAttempts } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { log } from "@/lib/core/log/log";
import type { AttemptOutcome } from "./vocabulary";

const windowMs = 15 * 60_000;
const keptMs = 90 * 24 * 60 * 60_000;
/** How many rows failures may create in a window; the rest share one row per outcome. */
const maxRows = 500;
const others = "others";

export type Attempt = { address: string; method: string; email: string | null };

/** Similar attempts share one row per quarter of an hour, so that no one can fill the database with failures. */
export async function recordAttempt(
  { address, method, email: given }: Attempt,
  outcome: AttemptOutcome,
  at = new Date(),
): Promise<void> {
  log.info({ signIn: { address, method, outcome } }, "sign-in attempt");
  const email = given?.replaceAll("\0", "\ufffd").slice(0, 320) ?? null;
  const since = new Date(Math.floor(at.getTime() / windowMs) * windowMs);
  const row = { address, method, email, outcome };
  if (await renew(row, since, at)) return;
  const isFull = outcome !== "succeeded" && (await countFailures(since)) >= maxRows;
  const kept = isFull ? { ...row, address: others, method: others, email: null } : row;
  if (isFull && (await renew(kept, since, at))) return;
  const db = await database();
  await db.insert(signInAttempts).values({ id: randomUUID(), at, ...kept });
  await db.delete(signInAttempts).where(lt(signInAttempts.at, new Date(at.getTime() - keptMs)));
}

type Row = Attempt & { outcome: AttemptOutcome };

async function renew({ address, method, email, outcome }: Row, since: Date, at: Date): Promise<boolean> {
  const db = await database();
  const renewed = await db
    .update(signInAttempts)
    .set({ at })
    .where(
      and(
        gte(signInAttempts.at, since),
        eq(signInAttempts.address, address),
        eq(signInAttempts.method, method),
        email === null ? isNull(signInAttempts.email) : eq(signInAttempts.email, email),
        eq(signInAttempts.outcome, outcome),
      ),
    )
    .returning({ id: signInAttempts.id });
  return renewed.length > 0;
}

async function countFailures(since: Date): Promise<number> {
  const db = await database();
  const isFailure = and(gte(signInAttempts.at, since), ne(signInAttempts.outcome, "succeeded"));
  return db.$count(signInAttempts, isFailure);
}
