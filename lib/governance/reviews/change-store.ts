import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/lib/core/db/database";
import { reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { addEvent, answerDays } from "./events-store";
import { lockOpen, toMeanwhile } from "./store";

type Change = { id: string; by: string };

/** @throws AppError conflict if someone else has changed it since the form was opened */
export async function changeDue(
  tx: Transaction,
  { reviewId, before, dueOn }: { reviewId: string; before: string; dueOn: string },
  change: Change,
): Promise<void> {
  const review = await lockOpen(tx, reviewId);
  if (review.dueOn !== before) throw toMeanwhile();
  await tx.update(reviews).set({ dueOn }).where(eq(reviews.id, reviewId));
  await addEvent(tx, { ...change, reviewId, kind: "due", dueOn, note: "" });
  if (dueOn > before) await answerDays(tx, { reviewId, answeredBy: change.by });
}

/** @throws AppError conflict if someone else has changed it since the form was opened */
export async function changeReviewers(
  tx: Transaction,
  given: { reviewId: string; workspaceId: string; before: readonly string[]; reviewers: readonly string[] },
  change: Change,
): Promise<void> {
  const { reviewId, workspaceId, before } = given;
  await lockOpen(tx, reviewId);
  const isIt = and(eq(reviewWorkspaces.reviewId, reviewId), eq(reviewWorkspaces.workspaceId, workspaceId));
  const [place] = await tx.select().from(reviewWorkspaces).where(isIt).for("update");
  const isSame = JSON.stringify(place?.reviewers.toSorted()) === JSON.stringify([...before].toSorted());
  if (!isSame) throw toMeanwhile();
  const reviewers = [...new Set(given.reviewers)].toSorted();
  await tx.update(reviewWorkspaces).set({ reviewers }).where(isIt);
  await addEvent(tx, { ...change, reviewId, workspaceId, kind: "reviewers", reviewers, note: "" });
}
