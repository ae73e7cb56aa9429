import "server-only";
import { randomUUID } from "node:crypto";
import { and, desc, eq, gt, lt } from "drizzle-orm";
import type { ProviderTime, sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { identities, waitingAccounts } from "@/lib/core/db/identity-tables";
import type { ProviderAccount } from "./provider-account";

/** How many accounts may wait for one address; more would be noise. */
const maxWaiting = 10;
const waitingMs = 90 * 24 * 60 * 60_000;
/** How long one sign-in with a time counts as evidence that its provider can prove the time. */
const provenMs = 30 * 24 * 60 * 60_000;

/**
 * Whether this is the account that the address belongs to. The first one that signs in becomes it; any other waits for
 * an admin, because whoever has it may be somebody else.
 */
export async function recognizeAccount(
  address: string,
  account: ProviderAccount,
  now = new Date(),
): Promise<boolean> {
  const email = address.toLowerCase();
  const { method, issuer, subject } = account;
  const db = await database();
  return db.transaction(async (tx) => {
    await tx
      .insert(identities)
      .values({ email, ...account, boundAt: now, seenAt: now })
      .onConflictDoNothing();
    const seen = await tx
      .update(identities)
      .set({ method, seenAt: now })
      .where(and(eq(identities.email, email), eq(identities.issuer, issuer), eq(identities.subject, subject)))
      .returning({ email: identities.email });
    if (seen.length === 0) await letWait(tx, { email, ...account }, now);
    return seen.length > 0;
  });
}

type SignedIn = Partial<Pick<typeof sessions.$inferSelect, "email" | "issuer" | "providerTime">>;

/**
 * A provider that has proven the time of another sign-in lately can do it, whatever its description says. Not kept with
 * the sessions: whoever signs out everywhere would make it forgotten.
 */
export async function toProviderTime(
  tx: Transaction,
  { email, issuer, providerTime = null }: SignedIn,
  now: Date,
): Promise<ProviderTime | null> {
  if (!email || !issuer || providerTime === null) return providerTime;
  const isOfIssuer = eq(identities.issuer, issuer);
  if (providerTime === "sent")
    await tx
      .update(identities)
      .set({ timeProvenAt: now })
      .where(and(eq(identities.email, email.toLowerCase()), isOfIssuer));
  if (providerTime !== "never") return providerTime;
  const hasProven = and(isOfIssuer, gt(identities.timeProvenAt, new Date(now.getTime() - provenMs)));
  return (await tx.$count(identities, hasProven)) > 0 ? "withheld" : "never";
}

async function letWait(tx: Transaction, one: ProviderAccount & { email: string }, now: Date): Promise<void> {
  await tx
    .insert(waitingAccounts)
    .values({ id: randomUUID(), ...one, firstTriedAt: now, lastTriedAt: now })
    .onConflictDoUpdate({
      target: [waitingAccounts.email, waitingAccounts.issuer, waitingAccounts.subject],
      set: { method: one.method, lastTriedAt: now },
    });
  await tx
    .delete(waitingAccounts)
    .where(lt(waitingAccounts.lastTriedAt, new Date(now.getTime() - waitingMs)));
  const [oldest] = await tx
    .select({ at: waitingAccounts.lastTriedAt })
    .from(waitingAccounts)
    .where(eq(waitingAccounts.email, one.email))
    .orderBy(desc(waitingAccounts.lastTriedAt))
    .offset(maxWaiting - 1)
    .limit(1);
  if (oldest)
    await tx
      .delete(waitingAccounts)
      .where(and(eq(waitingAccounts.email, one.email), lt(waitingAccounts.lastTriedAt, oldest.at)));
}
