import "server-only";
import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/entry";
import { addDays, toDay } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import type { Database, Transaction } from "@/lib/db/database";
import { members } from "@/lib/db/directory-tables";
import { reviews, reviewWorkspaces } from "@/lib/db/review-tables";
import { enqueue } from "@/lib/delivery/outbox-store";
import type { Recipient } from "@/lib/delivery/schema";
import { toMayDecide } from "./rights-sql";
import { fromRows, stateOfRow } from "./state-sql";
import type { ReviewRecord } from "./store";
import { lockOpen } from "./store";
import { maxReviewers, type ReminderStage } from "./vocabulary";

const adminRoles = ["admin", "owner", "primary_owner"];

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
  const recipients = await listRecipients(db, review);
  const after = { messages: recipients.length };
  await entry.settle({ outcome: "succeeded", label: review.name, after }, async (tx) => {
    await lockOpen(tx, review.id);
    await remind(tx, review, { occasion: `now ${entry.id}`, stage, now });
  });
  return recipients.length;
}

type Occasion = { occasion: string; stage: ReminderStage; now: Date };

async function remind(tx: Transaction, review: ReviewRecord, { occasion, stage, now }: Occasion) {
  const recipients = await listRecipients(tx, review);
  if (recipients.length === 0) return;
  const about = { kind: "review", sourceId: review.id, occasion, content: { stage } };
  await enqueue(tx, about, recipients, now);
}

async function listRecipients(db: Database | Transaction, review: ReviewRecord): Promise<Recipient[]> {
  const { assigned, isLeft } = await listAssigned(db, review.id);
  if (assigned.length === 0 && !isLeft) return [];
  const admins = isLeft ? await listAdmins(db) : [];
  const people = [...new Set([...assigned, ...admins])].map((id): Recipient => ({ channel: "person", id }));
  return [...people, ...review.webhooks.map((id): Recipient => ({ channel: "webhook", id }))];
}

/** Whether rows are left for the reviewer of a workspace. */
const isOpen: SQL = sql`state in ('open', 'decided', 'lapsed', 'pending', 'refused')`;

/** Reviewers with open rows who may decide, and whether rows are left that only admins can decide. */
async function listAssigned(db: Database | Transaction, reviewId: string) {
  const { rows } = await db.execute<{ email: string | null }>(sql`
    with left_over as (
      select distinct workspace_id from (
        select r.workspace_id, ${stateOfRow()} as state from ${fromRows} where r.review_id = ${reviewId}::uuid) states
      where ${isOpen})
    select distinct e.email from left_over
    join ${reviewWorkspaces} rw on rw.review_id = ${reviewId}::uuid and rw.workspace_id = left_over.workspace_id
    left join lateral jsonb_array_elements_text(rw.reviewers) e(email)
      on ${toMayDecide(sql`e.email`, sql`rw.workspace_id`)}
    order by 1`);
  return {
    assigned: rows.flatMap(({ email }) => email ?? []),
    isLeft: rows.some(({ email }) => email === null),
  };
}

async function listAdmins(db: Database | Transaction): Promise<string[]> {
  const found = await db
    .select({ email: sql<string>`lower(${members.email})` })
    .from(members)
    .where(and(isNull(members.goneAt), inArray(members.role, adminRoles)))
    .orderBy(members.addedAt)
    .limit(maxReviewers);
  return found.map(({ email }) => email);
}

/** What is left for one recipient, by workspace; for a webhook, of the whole review. */
export async function countLeft(
  reviewId: string,
  { isAdmin, email }: { isAdmin: boolean; email: string | null },
): Promise<{ name: string; open: number }[]> {
  const db = await database();
  const isTheirs =
    email === null
      ? sql`true`
      : sql`(rw.reviewers ? ${email} and ${toMayDecide(sql`${email}::text`, sql`rw.workspace_id`)}
          or ${isAdmin}::boolean and not exists (select 1 from jsonb_array_elements_text(rw.reviewers) e(email)
            where ${toMayDecide(sql`e.email`, sql`rw.workspace_id`)}))`;
  const { rows } = await db.execute<{ name: string; open: number }>(sql`
    select rw.name, count(*)::int as open from (
      select r.workspace_id, ${stateOfRow()} as state from ${fromRows} where r.review_id = ${reviewId}::uuid) states
    join ${reviewWorkspaces} rw on rw.review_id = ${reviewId}::uuid and rw.workspace_id = states.workspace_id
    where ${isOpen} and ${isTheirs} group by rw.workspace_id, rw.name order by rw.name, rw.workspace_id`);
  return rows;
}

export async function findReviewRecord(id: string): Promise<ReviewRecord | undefined> {
  const db = await database();
  const [found] = await db.select().from(reviews).where(eq(reviews.id, id));
  return found;
}
