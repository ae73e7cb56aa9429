import "server-only";
import { and, eq, gte, lt } from "drizzle-orm";
import { toReach } from "@/lib/core/auth/peers";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { dismissedOpportunities } from "@/lib/core/db/savings-tables";
import { AppError } from "@/lib/core/errors/errors";
import type { Reader } from "@/lib/core/organization/visibility";

type Row = typeof dismissedOpportunities.$inferSelect;

/** Of people who see the same cost; those whose last day is over show again. */
export async function listDismissed(reader: Reader, today: string): Promise<Row[]> {
  const db = await database();
  return db
    .select()
    .from(dismissedOpportunities)
    .where(and(eq(dismissedOpportunities.scope, toReach(reader)), gte(dismissedOpportunities.until, today)))
    .orderBy(dismissedOpportunities.kind);
}

/** @throws AppError conflict if someone was faster */
export async function insertDismissal(tx: Transaction, row: Row, today: string): Promise<void> {
  const { scope, kind, ...values } = row;
  const added = await tx
    .insert(dismissedOpportunities)
    .values(row)
    .onConflictDoUpdate({
      target: [dismissedOpportunities.scope, dismissedOpportunities.kind],
      set: values,
      setWhere: lt(dismissedOpportunities.until, today),
    })
    .returning();
  if (added.length === 0)
    throw new AppError("conflict", "the advice is dismissed", { reason: "already_dismissed" });
}

/** @throws AppError not_found */
export async function deleteDismissal(
  tx: Transaction,
  { scope, kind }: Pick<Row, "scope" | "kind">,
): Promise<void> {
  const isOf = and(eq(dismissedOpportunities.scope, scope), eq(dismissedOpportunities.kind, kind));
  const removed = await tx.delete(dismissedOpportunities).where(isOf).returning();
  if (removed.length === 0) throw new AppError("not_found", "the advice is not dismissed");
}
