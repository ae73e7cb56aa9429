import "server-only";
import { sql } from "drizzle-orm";
import { reviewRows, reviews } from "@/lib/core/db/review-tables";

/** What the last closed review that it was in took away, so that it was given again if it is there. */
export const takenAway = sql`(
  select workspace_id, user_id, ended_at from (
    select distinct on (r.workspace_id, r.user_id) r.workspace_id, r.user_id, r.decision, r.outcome,
      v.closed_at as ended_at
    from ${reviewRows} r join ${reviews} v on v.id = r.review_id
    where v.closed_at is not null order by r.workspace_id, r.user_id, v.closed_at desc) last
  where decision = 'remove' and outcome = 'applied')`;
