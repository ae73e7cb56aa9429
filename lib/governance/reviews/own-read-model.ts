import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { keptRead } from "@/lib/core/entry/kept-read";
import { toDay } from "@/lib/core/format/calendar";
import { visibleTo } from "@/lib/core/organization/visibility";
import { fromRows, isOwnRow, stateOfRow } from "./state-sql";

/** How many open reviews wait for this person. Every page shows it, so the answer is kept until something is written. */
export const countWaitingReviews = keptRead(
  "person",
  async ({ actor }: Permit<"sync:read">) => (await listOwnReviews(actor)).length,
);

export type OwnReview = { id: string; name: string; dueOn: string; isOverdue: boolean; count: number };

/** Open reviews in which decisions wait for this person, the first due first. Where nobody is named, any admin decides. */
export async function listOwnReviews(actor: Actor): Promise<OwnReview[]> {
  if (!can(actor, "reviews:write")) return [];
  const isNamed = sql`rw.reviewers @> ${JSON.stringify([actor.email.toLowerCase()])}::jsonb`;
  const isAnyones = sql`jsonb_array_length(rw.reviewers) = 0`;
  const isMine = actor.persona === "admin" ? sql`(${isNamed} or ${isAnyones})` : isNamed;
  const db = await database();
  const { rows } = await db.execute<OwnReview>(sql`
    with mine as materialized (
      select v.id, v.name, v.due_on, rw.workspace_id from ${reviews} v
      join ${reviewWorkspaces} rw on rw.review_id = v.id
      where v.opened_at is not null and v.closed_at is null and ${isMine}
        and ${visibleTo(actor).inWorkspace(sql`rw.workspace_id`)}),
    states as (
      select mine.id, ${stateOfRow()} as state from mine
      join (${fromRows}) on r.review_id = mine.id and r.workspace_id = mine.workspace_id
      where not ${isOwnRow(actor)}),
    waiting as (select id, count(*)::int as count from states where state in ('open', 'lapsed') group by 1)
    select v.id, v.name, v.due_on::text as "dueOn", v.due_on < ${toDay(new Date())}::date as "isOverdue", waiting.count
    from waiting join ${reviews} v on v.id = waiting.id order by v.due_on, v.name, v.id`);
  return rows;
}
