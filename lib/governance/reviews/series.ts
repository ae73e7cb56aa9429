import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNotNull, lte } from "drizzle-orm";
import { openEntry } from "@/lib/core/audit/entry";
import { findAbsentActor } from "@/lib/core/auth/absent-actor";
import { can } from "@/lib/core/auth/permissions";
import { permitActor } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { reviews } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, countDays, toDay } from "@/lib/core/format/calendar";
import { makeMissingPacks } from "./pack/store";
import { expandReminders } from "./reminders-store";
import { startReview } from "./start";
import type { ReviewRecord } from "./store";

/** Starts what is due, and stores the reminders that are, and the packs of reviews that were closed. */
export async function expandReviews(now: Date): Promise<void> {
  const db = await database();
  const due = await db
    .select()
    .from(reviews)
    .where(and(isNotNull(reviews.openedAt), lte(reviews.nextAt, now)))
    .orderBy(reviews.nextAt);
  for (const review of due) await startNext(review, now);
  await expandReminders(now);
  await makeMissingPacks();
}

/** In the name of who started the series, and only while they still may. After an outage, what was missed comes once. */
async function startNext(review: ReviewRecord, now: Date): Promise<void> {
  const { actor } = await findAbsentActor(review.startedBy, review, review.startedAt);
  if (!actor || !can(actor, "reviews:manage")) return stop(review);
  const by = permitActor(actor, "reviews:manage");
  const { kind, name, note, scope, cadence, locale, webhooks, fallback, undecided } = review;
  const reviewId = randomUUID();
  const days = countDays({ from: toDay(review.startedAt), to: review.dueOn }) - 1;
  const dueOn = addDays(toDay(now), Math.max(days, 1));
  const given = { reviewId, kind, name, note, scope, cadence, locale, webhooks, fallback, undecided, dueOn };
  const entry = await openEntry({
    actor,
    action: "review.start",
    targetId: reviewId,
    request: { seriesOf: review.id },
  });
  try {
    await startReview(by, given, { entry, series: review });
  } catch (cause) {
    const code = cause instanceof AppError ? cause.code : "internal";
    if (!entry.isSettled) await entry.settle({ outcome: "failed", label: name, errorCode: code });
    if (code !== "refused") throw cause;
    await stop(review);
  }
}

async function stop({ id, startedBy }: ReviewRecord): Promise<void> {
  const db = await database();
  await db.update(reviews).set({ nextAt: null, stoppedBy: startedBy }).where(eq(reviews.id, id));
}
