import "server-only";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { reviews } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";

export type ReviewRecord = typeof reviews.$inferSelect;

/** @throws AppError not_found; for whoever sees all reviews */
export async function getRecord(reviewId: string): Promise<ReviewRecord> {
  const db = await database();
  const [found] = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, reviewId), isNotNull(reviews.openedAt)));
  if (!found) throw new AppError("not_found", "there is no such review");
  return found;
}

/**
 * Holds the review until the transaction ends, so that closing it and what changes it take turns.
 * @throws AppError refused once it is closed
 */
export async function lockOpen(tx: Transaction, reviewId: string): Promise<ReviewRecord> {
  const [found] = await tx.select().from(reviews).where(eq(reviews.id, reviewId)).for("update");
  if (!found || found.closedAt) throw toClosed();
  return found;
}

export function toClosed(): AppError {
  return new AppError("refused", "the review is closed", { reason: "review_closed" });
}

export function toMeanwhile(): AppError {
  return new AppError("conflict", "it was changed meanwhile", { reason: "review_changed_meanwhile" });
}

export async function openReview(tx: Transaction, reviewId: string, seriesOf?: string): Promise<void> {
  await tx.update(reviews).set({ openedAt: new Date() }).where(eq(reviews.id, reviewId));
  if (seriesOf) await tx.update(reviews).set({ nextAt: null }).where(eq(reviews.id, seriesOf));
}

export async function endSeries(tx: Transaction, reviewId: string): Promise<void> {
  await tx
    .update(reviews)
    .set({ nextAt: null, stoppedBy: null })
    .where(and(eq(reviews.id, reviewId), sql`(next_at is not null or stopped_by is not null)`));
}
