import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { listAdmins } from "@/lib/core/delivery/addresses-store";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import type { Recipient } from "@/lib/core/delivery/schema";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { isDutyOf, toDuties } from "./duties-sql";
import { toMailed } from "./reviewers";
import type { ReviewRecord } from "./store";
import { lockOpen } from "./store";
import type { ReminderStage } from "./vocabulary";

/** When the due date is this close, or past, reviewers with open rows are reminded once. */
export function toStage({ dueOn }: Pick<ReviewRecord, "dueOn">, today: string): ReminderStage {
  if (dueOn < today) return "overdue";
  if (dueOn <= addDays(today, 1)) return "day";
  return dueOn <= addDays(today, 7) ? "week" : "started";
}

/** A stage is stored once for each recipient, however often this runs. */
export async function expandReminders(now: Date): Promise<void> {
  const db = await database();
  const open = await db
    .select()
    .from(reviews)
    .where(and(isNotNull(reviews.openedAt), isNull(reviews.closedAt)));
  const today = toDay(now);
  for (const review of open) {
    const stage = toStage(review, today);
    // A new due date starts its stages again.
    const occasion = stage === "started" ? stage : `${stage} ${review.dueOn}`;
    await db.transaction((tx) => remind(tx, review, { occasion, stage, now }));
  }
}

/** Returns to how many it goes. */
export async function remindNow(review: ReviewRecord, entry: AuditEntry): Promise<number> {
  const now = new Date();
  const stage = toStage(review, toDay(now));
  const db = await database();
  const recipients = await db.transaction((tx) => listRecipients(tx, review, stage));
  const after = { messages: recipients.length };
  await entry.settle({ outcome: "succeeded", label: review.name, after }, async (tx) => {
    await lockOpen(tx, review.id);
    await remind(tx, review, { occasion: `now ${entry.id}`, stage, now });
  });
  return recipients.length;
}

type Occasion = { occasion: string; stage: ReminderStage; now: Date };

async function remind(tx: Transaction, review: ReviewRecord, { occasion, stage, now }: Occasion) {
  const recipients = await listRecipients(tx, review, stage);
  if (recipients.length === 0) return;
  const about = { kind: "review", sourceId: review.id, occasion, content: { stage } };
  await enqueue(tx, about, recipients, now);
}

/** What is overdue climbs to the admins. */
async function listRecipients(
  tx: Transaction,
  review: ReviewRecord,
  stage: ReminderStage,
): Promise<Recipient[]> {
  const { assigned, isLeft } = await listAssigned(tx, review.id);
  if (assigned.length === 0 && !isLeft) return [];
  const admins = isLeft || stage === "overdue" ? await listAdmins(tx) : [];
  return [
    ...toMailed([...new Set([...assigned, ...admins])]),
    ...review.webhooks.map((id): Recipient => ({ channel: "webhook", id })),
  ];
}

/** Rows that somebody still has to decide about, or to submit. */
const leftStates = ["open", "decided", "lapsed", "pending", "refused"] as const;
const toLeft = (reviewId: string) => toDuties(sql`v.id = ${reviewId}::uuid`, leftStates);

/** Reviewers who can decide something that is open, and whether something is left that only admins can decide. */
async function listAssigned(tx: Transaction, reviewId: string) {
  const { rows } = await tx.execute<{ email: string | null }>(sql`
    with ${toLeft(reviewId)}
    select distinct e.email from duties d left join lateral jsonb_array_elements_text(d.emails) e(email) on true order by 1`);
  return {
    assigned: rows.flatMap(({ email }) => email ?? []),
    isLeft: rows.some(({ email }) => email === null),
  };
}

/** What is left for one recipient, by workspace; for a webhook and, once it is overdue, for an admin, of the whole review. */
export async function countLeft(
  reviewId: string,
  { isAdmin, email, stage }: { isAdmin: boolean; email: string | null; stage: ReminderStage },
): Promise<{ name: string; open: number }[]> {
  const db = await database();
  const isTheirs =
    email === null || (isAdmin && stage === "overdue") ? sql`true` : isDutyOf({ email, isAdmin });
  const { rows } = await db.execute<{ name: string; open: number }>(sql`
    with ${toLeft(reviewId)}
    select rw.name, sum(d.open)::int as open from duties d
    join ${reviewWorkspaces} rw on rw.review_id = d.review_id and rw.workspace_id = d.workspace_id
    where ${isTheirs} group by rw.workspace_id, rw.name order by rw.name, rw.workspace_id`);
  return rows;
}

export async function findReviewRecord(id: string): Promise<ReviewRecord | undefined> {
  const db = await database();
  const [found] = await db.select().from(reviews).where(eq(reviews.id, id));
  return found;
}
