import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { toIso } from "@/lib/core/db/instants";
import { reviewEvents } from "@/lib/core/db/review-record-tables";
import { reviewRows } from "@/lib/core/db/review-tables";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { ReviewEvent } from "./event-schema";
import type { ReadBy } from "./list-read-model";
import { askedKinds } from "./vocabulary";

/** Whether event `e` waits for an answer. */
export const isUnanswered = sql`(e.kind in ${[...askedKinds]} and e.answered_at is null)`;

/** Of a review that is visible, the oldest first. Leads see those of their workspaces, what they asked themselves, and due dates. */
export async function listEvents(by: ReadBy, reviewId: string): Promise<ReviewEvent[]> {
  const { isAll, inWorkspace } = visibleTo(by.actor);
  const isVisible = sql`(${isAll}::boolean or e.kind = 'due' or lower(e.by) = ${by.actor.email.toLowerCase()}
    or e.workspace_id is not null and ${inWorkspace(sql`e.workspace_id`)})`;
  const rows = await selectEvents(sql`e.review_id = ${reviewId}::uuid and ${isVisible}`);
  const toPerson = await findPeople(
    by.actor,
    rows.flatMap((row) => [row.by, row.answeredBy]),
  );
  return rows.map((row) => ({
    ...row,
    byName: toPerson(row.by).name,
    answeredByName: toPerson(row.answeredBy).name,
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
