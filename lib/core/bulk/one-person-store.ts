import "server-only";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { auditLog } from "@/lib/core/db/access-tables";
import type { Database, Transaction } from "@/lib/core/db/database";
import { identities } from "@/lib/core/db/identity-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";

/** The entries of what a second admin approved. */
export function selectAgreed(store: Database | Transaction) {
  return store
    .select({ entryId: bulkRows.entryId })
    .from(bulkRows)
    .innerJoin(bulkRuns, eq(bulkRuns.id, bulkRows.runId))
    .where(and(eq(bulkRuns.isApproved, true), sql`${bulkRows.entryId} is not null`));
}

/**
 * Whether the account that approves could be the requester's own: both have the same one at the provider, one of the two let
 * the other in alone, or both were let in alone, maybe by the same person. What counts is how each was last let in. Whoever
 * runs the server is trusted with the one-time link.
 */
export async function couldBeOnePerson(tx: Transaction, one: string, other: string): Promise<boolean> {
  const pair = [one.toLowerCase(), other.toLowerCase()];
  if (await haveSameAccount(tx, pair)) return true;
  const account = sql<string>`lower(${auditLog.targetLabel})`;
  const last = await tx
    .selectDistinctOn([account], {
      by: sql<string>`lower(${auditLog.actorEmail})`,
      isAgreed: sql<boolean>`${inArray(auditLog.entryId, selectAgreed(tx))}`,
    })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.action, "identity.let_in" satisfies AuditAction),
        eq(auditLog.outcome, "succeeded"),
        inArray(account, pair),
      ),
    )
    .orderBy(account, desc(auditLog.seq));
  const alone = last.filter(({ by, isAgreed }) => !isAgreed && by !== linkEmail);
  return alone.length === 2 || alone.some(({ by }) => pair.includes(by));
}

/** A provider can say that one account has several addresses, one after the other. */
async function haveSameAccount(tx: Transaction, pair: readonly string[]): Promise<boolean> {
  const accounts = await tx
    .select({ issuer: identities.issuer, subject: identities.subject })
    .from(identities)
    .where(inArray(sql`lower(${identities.email})`, [...new Set(pair)]));
  const [one, other] = accounts;
  return one?.issuer === other?.issuer && one?.subject === other?.subject && other !== undefined;
}
