import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { isOfPersonNow } from "@/lib/core/auth/person-sql";
import { database } from "@/lib/core/db/client";
import { toIso } from "@/lib/core/db/instants";
import { reviewEvents } from "@/lib/core/db/review-record-tables";
import { reviewRows, reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { ReviewEvent } from "./event-schema";
import { isReviewVisible, type ReadBy } from "./list-read-model";
import { askedKinds } from "./vocabulary";

/** Whether event `e` waits for an answer. */
export const isUnanswered = sql`(e.kind in ${[...askedKinds]} and e.answered_at is null)`;

/**
 * Whether event `e` of a review that is visible is shown. Leads see due dates and what concerns their workspaces; what
 * concerns several at once only if it is by them or was handed to them, and not to who had their address before.
 */
function isShown({ actor }: ReadBy): SQL {
  const { isAll, inWorkspace } = visibleTo(actor);
  const own = actor.email.toLowerCase();
  const named = sql`${JSON.stringify([own])}::jsonb`;
  const isTheirs = sql`${isOfPersonNow(own, sql`e.at`)} and (lower(e.by) = ${own}
    or coalesce(e.reviewers @> ${named}, false) and not exists (select from ${reviewWorkspaces} rw
      where rw.review_id = e.review_id and rw.reviewers @> ${named} and not ${inWorkspace(sql`rw.workspace_id`)}))`;
  return sql`(${isAll}::boolean or e.kind = 'due'
    or case when e.workspace_id is null then ${isTheirs} else ${inWorkspace(sql`e.workspace_id`)} end)`;
}

/** Of a review that is visible, the oldest first. */
export async function listEvents(by: ReadBy, reviewId: string): Promise<ReviewEvent[]> {
  const rows = await selectEvents(sql`e.review_id = ${reviewId}::uuid and ${isShown(by)}`);
  const toPerson = await findPeople(
    by.actor,
    rows.flatMap((row) => [row.by, row.answeredBy]),
  );
  return rows.map((row) => ({
    ...row,
    byName: toPerson(row.by, row.at).name,
    answeredByName: toPerson(row.answeredBy, row.answeredAt).name,
  }));
}

/** For who sees all of it. */
export function listAllEvents(reviewId: string): Promise<Event[]> {
  return selectEvents(sql`e.review_id = ${reviewId}::uuid`);
}

export type Event = Omit<ReviewEvent, "byName" | "answeredByName">;

export async function findEvent(reviewId: string, id: string): Promise<Event | undefined> {
  return (await selectEvents(sql`e.review_id = ${reviewId}::uuid and e.id = ${id}::uuid`))[0];
}

/** Whether it is still theirs to read, whom it told or who is answered. */
export async function isToldOf(by: ReadBy, reviewId: string, id: string): Promise<boolean> {
  const isOfReview = sql`e.review_id = ${reviewId}::uuid and e.id = ${id}::uuid`;
  const isSame = isOfPersonNow(by.actor.email, sql`e.at`);
  const isVisible = sql`exists (select from ${reviews} v where v.id = e.review_id and ${isReviewVisible(by)})`;
  return (
    (await selectEvents(sql`${isOfReview} and ${isSame} and ${isVisible} and ${isShown(by)}`)).length > 0
  );
}

async function selectEvents(which: SQL): Promise<Event[]> {
  const db = await database();
  const { rows } = await db.execute<Event>(sql`
    select e.id, e.kind, e.workspace_id as "workspaceId", e.rows, e.by, ${toIso(sql`e.at`)} as at, e.note,
      (select min(coalesce(nullif(r.facts ->> 'name', ''), nullif(r.name, ''), r.email)) from ${reviewRows} r
        where jsonb_array_length(e.rows) = 1 and r.review_id = e.review_id and r.workspace_id = e.workspace_id
          and r.user_id = e.rows ->> 0) as subject,
      coalesce(e.reviewers, '[]'::jsonb) as reviewers, e.due_on::text as "dueOn", e.answer, e.answered_by as "answeredBy",
      ${toIso(sql`e.answered_at`)} as "answeredAt"
    from ${reviewEvents} e where ${which} order by e.at, e.id`);
  return rows;
}
