import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { reviewEvents } from "@/lib/core/db/review-record-tables";
import { reviews } from "@/lib/core/db/review-tables";
import { keptRead } from "@/lib/core/entry/kept-read";
import { toDay } from "@/lib/core/format/calendar";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isDutyOf, toDuties } from "./duties-sql";
import { isUnanswered } from "./events-read-model";
import { openStates } from "./vocabulary";

/** How many open reviews wait for this person. Every page shows it, so the answer is kept until something is written. */
export const countWaitingReviews = keptRead(
  "person",
  async ({ actor }: Permit<"sync:read">) => (await listOwnReviews(actor)).length,
);

export type OwnReview = { id: string; name: string; dueOn: string; isOverdue: boolean; count: number };

/**
 * Open reviews in which something waits for this person, the first due first: decisions, and for admins questions as well.
 */
export async function listOwnReviews(actor: Actor): Promise<OwnReview[]> {
  if (!can(actor, "reviews:write")) return [];
  const isAdmin = actor.persona === "admin";
  const db = await database();
  const { rows } = await db.execute<OwnReview>(sql`
    with ${toDuties(visibleTo(actor).inWorkspace(sql`r.workspace_id`), openStates)},
    waiting as (select review_id, sum(count)::int as count from (
      select d.review_id, d.open as count from duties d
        where ${isDutyOf({ email: actor.email.toLowerCase(), isAdmin })}
      union all
      select e.review_id, 1 from ${reviewEvents} e where ${isAdmin}::boolean and ${isUnanswered}) found group by 1)
    select v.id, v.name, v.due_on::text as "dueOn", v.due_on < ${toDay(new Date())}::date as "isOverdue", waiting.count
    from waiting join ${reviews} v on v.id = waiting.review_id and v.closed_at is null order by v.due_on, v.name, v.id`);
  return rows;
}
