import "server-only";
import { createHash } from "node:crypto";
import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Locale } from "@/i18n/locale";
import { signInAttempts } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { signInDevices } from "@/lib/core/db/notice-tables";

const forgottenMs = 365 * 24 * 60 * 60_000;
const maxDevices = 20;

export type Device = {
  email: string;
  /** What the cookie holds; only its hash is stored. */
  value: string;
  browser: string | null;
  system: string | null;
  locale: Locale;
  sessionId: string;
};

/** Notes a sign-in from a known device; false if this person hasn't used the device before. */
export async function touchDevice({ email, value, ...seen }: Device, now: Date): Promise<boolean> {
  const db = await database();
  const touched = await db
    .update(signInDevices)
    .set({ ...seen, lastSeenAt: now })
    .where(and(eq(signInDevices.email, email), eq(signInDevices.deviceHash, toHash(value))))
    .returning({ email: signInDevices.email });
  return touched.length > 0;
}

/** Also forgets this person's devices that weren't used for a year, and all but the latest. */
export async function insertDevice(
  store: Database | Transaction,
  { email, value, ...seen }: Device,
  now: Date,
): Promise<void> {
  const deviceHash = toHash(value);
  await store
    .insert(signInDevices)
    .values({ email, deviceHash, ...seen, firstSeenAt: now, lastSeenAt: now })
    .onConflictDoUpdate({
      target: [signInDevices.email, signInDevices.deviceHash],
      set: { ...seen, lastSeenAt: now },
    });
  await store
    .delete(signInDevices)
    .where(lt(signInDevices.lastSeenAt, new Date(now.getTime() - forgottenMs)));
  const isTheirs = eq(signInDevices.email, email);
  const older = await store
    .select({ deviceHash: signInDevices.deviceHash })
    .from(signInDevices)
    .where(isTheirs)
    .orderBy(desc(signInDevices.lastSeenAt))
    .offset(maxDevices);
  const hashes = older.map((one) => one.deviceHash);
  if (hashes.length > 0)
    await store.delete(signInDevices).where(and(isTheirs, inArray(signInDevices.deviceHash, hashes)));
}

/**
 * Whether the person has signed in from this network address before devices were kept, so that an upgrade doesn't send
 * mail about everyone.
 */
export async function isFromBefore(email: string, address: string): Promise<boolean> {
  const db = await database();
  if ((await db.$count(signInDevices, eq(signInDevices.email, email))) > 0) return false;
  const isEarlier = and(
    eq(signInAttempts.email, email),
    eq(signInAttempts.address, address),
    eq(signInAttempts.outcome, "succeeded"),
  );
  return (await db.$count(signInAttempts, isEarlier)) > 0;
}

/** The language in which each of these people signed in last. */
export async function listLocales(emails: readonly string[]): Promise<Map<string, Locale>> {
  const db = await database();
  const rows = await db
    .selectDistinctOn([signInDevices.email], { email: signInDevices.email, locale: signInDevices.locale })
    .from(signInDevices)
    .where(inArray(signInDevices.email, [...emails]))
    .orderBy(signInDevices.email, sql`${signInDevices.lastSeenAt} desc`);
  return new Map(rows.map(({ email, locale }) => [email, locale]));
}

function toHash(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
