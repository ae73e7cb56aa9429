import "server-only";
import { desc, eq } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { endSessionsOf } from "@/lib/core/auth/session-store";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { identities, waitingAccounts } from "@/lib/core/db/identity-tables";
import { AppError } from "@/lib/core/errors/errors";
import { endInheritance } from "./inheritance-store";
import {
  type Account,
  type Owner,
  waitingAccounts as shape,
  type WaitingAccount,
  type WaitingAccounts,
} from "./schema";

const maxWaiting = 200;

export async function listWaiting(_by: Permit<"settings:read">): Promise<WaitingAccounts> {
  return findWaiting();
}

/** @throws AppError not_found if it was let in meanwhile, or another account of its address */
export async function getWaiting(id: string): Promise<WaitingAccount> {
  const [found] = await findWaiting(id);
  if (!found) throw new AppError("not_found", "no such account waits");
  return found;
}

async function findWaiting(id?: string): Promise<WaitingAccounts> {
  const db = await database();
  const rows = await db
    .select({ waiting: waitingAccounts, known: identities })
    .from(waitingAccounts)
    .innerJoin(identities, eq(identities.email, waitingAccounts.email))
    .where(id === undefined ? undefined : eq(waitingAccounts.id, id))
    .orderBy(desc(waitingAccounts.lastTriedAt))
    .limit(maxWaiting);
  return shape.parse(
    rows.map(({ waiting, known }) => ({
      ...waiting,
      lastTriedAt: waiting.lastTriedAt.toISOString(),
      known: { ...known, boundAt: known.boundAt.toISOString(), seenAt: known.seenAt.toISOString() },
    })),
  );
}

/** The one that the address belongs to. */
export async function findAccount(email: string): Promise<Account | null> {
  const { method, issuer, subject } = identities;
  const db = await database();
  const [found] = await db
    .select({ method, issuer, subject })
    .from(identities)
    .where(eq(identities.email, email));
  return found ?? null;
}

/**
 * From now on, the address belongs to the new account alone.
 * @throws AppError not_found if another admin was faster
 */
export async function replaceAccount(
  tx: Transaction,
  { id, email, method, issuer, subject }: WaitingAccount,
  owner: Owner,
  now = new Date(),
): Promise<void> {
  const waited = await tx.delete(waitingAccounts).where(eq(waitingAccounts.id, id)).returning();
  if (waited.length === 0) throw new AppError("not_found", "no such account waits");
  await tx.delete(waitingAccounts).where(eq(waitingAccounts.email, email));
  await tx
    .update(identities)
    .set({
      method,
      issuer,
      subject,
      boundAt: now,
      seenAt: now,
      timeProvenAt: null,
      ...(owner === "other" && { personSince: now }),
    })
    .where(eq(identities.email, email));
  await endSessionsOf(tx, email);
  if (owner === "other") await endInheritance(tx, email);
}
