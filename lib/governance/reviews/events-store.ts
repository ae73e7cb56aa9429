import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { wasPersonThen } from "@/lib/core/auth/person-sql";
import type { Transaction } from "@/lib/core/db/database";
import { reviewEvents } from "@/lib/core/db/review-record-tables";
import { listAdmins } from "@/lib/core/delivery/addresses-store";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import { AppError } from "@/lib/core/errors/errors";
import type { Answer } from "./change-schema";
import { toMailed } from "./reviewers";
import { lockOpen, toMeanwhile } from "./store";
import type { EventStage } from "./vocabulary";

type Event = typeof reviewEvents.$inferInsert;

const stages: Partial<Record<Event["kind"], EventStage>> = {
  handed_over: "handed_over",
  question: "question",
  days: "days",
};

/** Stores it with its mail: to whom it was handed over, and to the admins who are asked. The review has to be locked. */
export async function addEvent(tx: Transaction, event: Omit<Event, "at">): Promise<void> {
  await tx.insert(reviewEvents).values({ ...event, at: new Date() });
  const stage = stages[event.kind];
  if (!stage) return;
  const asked = stage === "handed_over" ? (event.reviewers ?? []) : await listAdmins(tx);
  const own = event.by.toLowerCase();
  await tell(tx, { ...event, stage, to: asked.filter((address) => address !== own) });
}

type Told = { id: string; reviewId: string; stage: EventStage; to: readonly string[] };

async function tell(tx: Transaction, { id, reviewId, stage, to }: Told): Promise<void> {
  const about = {
    kind: "review",
    sourceId: reviewId,
    occasion: `${stage} ${id}`,
    content: { stage, event: id },
  };
  await enqueue(tx, about, toMailed(to), new Date());
}

/** @throws AppError not_found; conflict if somebody answered meanwhile; refused once the review is closed */
export async function answerEvent(
  tx: Transaction,
  { reviewId, eventId, answer }: Answer,
  answeredBy: string,
): Promise<void> {
  await lockOpen(tx, reviewId);
  const isIt = and(eq(reviewEvents.id, eventId), eq(reviewEvents.reviewId, reviewId));
  const [event] = await tx.select().from(reviewEvents).where(isIt);
  if (!event || stages[event.kind] === undefined || event.kind === "handed_over")
    throw new AppError("not_found", "nothing was asked here");
  if (event.answeredAt) throw toMeanwhile();
  await tx.update(reviewEvents).set({ answer, answeredBy, answeredAt: new Date() }).where(isIt);
  await tellAsker(tx, event);
}

/** Not whoever got their address since. */
async function tellAsker(
  tx: Transaction,
  { id, reviewId, by, at }: typeof reviewEvents.$inferSelect,
): Promise<void> {
  if (await wasPersonThen(tx, by, at))
    await tell(tx, { id, reviewId, stage: "answered", to: [by.toLowerCase()] });
}

/** A later due date answers who asked for one, without words. */
export async function answerDays(
  tx: Transaction,
  { reviewId, answeredBy }: { reviewId: string; answeredBy: string },
): Promise<void> {
  const isOpen = and(
    eq(reviewEvents.reviewId, reviewId),
    eq(reviewEvents.kind, "days"),
    isNull(reviewEvents.answeredAt),
  );
  const answered = await tx
    .update(reviewEvents)
    .set({ answer: "", answeredBy, answeredAt: new Date() })
    .where(isOpen)
    .returning();
  for (const event of answered) await tellAsker(tx, event);
}
