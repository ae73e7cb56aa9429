import "server-only";
import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { listAdmins } from "@/lib/core/delivery/addresses-store";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import type { Recipient } from "@/lib/core/delivery/schema";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { toMayDecide } from "./rights-sql";
import { fromRows, stateOfRow } from "./state-sql";
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
  const recipients = await db.transaction((tx) => listRecipients(tx, review));
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

async function listRecipients(tx: Transaction, review: ReviewRecord): Promise<Recipient[]> {
  const { assigned, isLeft } = await listAssigned(tx, review.id);
  if (assigned.length === 0 && !isLeft) return [];
  const admins = isLeft ? await listAdmins(tx) : [];
  const people = [...new Set([...assigned, ...admins])].map((id): Recipient => ({ channel: "person", id }));
  return [...people, ...review.webhooks.map((id): Recipient => ({ channel: "webhook", id }))];
}

/** Whether rows are left for the reviewer of a workspace. */
const isOpen: SQL = sql`state in ('open', 'decided', 'lapsed', 'pending', 'refused')`;

/** Open rows `l`, by whom they are about, and the reviewers `a` who may decide, save about themselves. */
const toOpen = (reviewId: string) => sql`
  l as materialized (
    select workspace_id, lower(email) as email, count(*)::int as open from (
      select r.workspace_id, r.email, ${stateOfRow()} as state from ${fromRows} where r.review_id = ${reviewId}::uuid) states
    where ${isOpen} group by 1, 2),
  a as materialized (
    select rw.workspace_id, e.email from ${reviewWorkspaces} rw, jsonb_array_elements_text(rw.reviewers) e(email)
    where rw.review_id = ${reviewId}::uuid and ${toMayDecide(sql`e.email`, sql`rw.workspace_id`)})`;

const isOfAdmins = sql`not exists (select 1 from a where a.workspace_id = l.workspace_id and a.email <> l.email)`;

/** Reviewers who can decide something that is open, and whether something is left that only admins can decide. */
async function listAssigned(tx: Transaction, reviewId: string) {
  const { rows } = await tx.execute<{ email: string | null }>(sql`
    with ${toOpen(reviewId)}
    select distinct a.email from a join l on l.workspace_id = a.workspace_id and l.email <> a.email
    union all (select null from l where ${isOfAdmins} limit 1)
    order by 1`);
  return {
    assigned: rows.flatMap(({ email }) => email ?? []),
    isLeft: rows.some(({ email }) => email === null),
  };
}

/** What is left for one recipient, by workspace; for a webhook, of the whole review. */
export async function countLeft(
  reviewId: string,
  { isAdmin, email }: { isAdmin: boolean; email: string | null },
): Promise<{ name: string; open: number }[]> {
  const db = await database();
  const isAssigned = sql`exists (select 1 from a where a.workspace_id = l.workspace_id and a.email = ${email})`;
  const isTheirs =
    email === null
      ? sql`true`
      : sql`l.email <> ${email} and (${isAssigned} or ${isAdmin}::boolean and ${isOfAdmins})`;
  const { rows } = await db.execute<{ name: string; open: number }>(sql`
    with ${toOpen(reviewId)}
    select rw.name, sum(l.open)::int as open from l
    join ${reviewWorkspaces} rw on rw.review_id = ${reviewId}::uuid and rw.workspace_id = l.workspace_id
    where ${isTheirs} group by rw.workspace_id, rw.name order by rw.name, rw.workspace_id`);
  return rows;
}

export async function findReviewRecord(id: string): Promise<ReviewRecord | undefined> {
  const db = await database();
  const [found] = await db.select().from(reviews).where(eq(reviews.id, id));
  return found;
}
