import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { isOfPersonNow } from "@/lib/core/auth/person-sql";
import type { Actor } from "@/lib/core/auth/session";
import { grants } from "@/lib/core/db/access-tables";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { reviewRows } from "@/lib/core/db/review-tables";
import { env } from "@/lib/core/env/env";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { toMayDecide } from "./rights-sql";
import { grantsPlace, type ReviewKind, type ReviewRowState } from "./vocabulary";

const inheriting = Object.keys(inheritedRoles);

const isGrant = sql`r.workspace_id = ${grantsPlace}`;
const isKey = sql`(r.facts is not null and not ${isGrant})`;

/** What row `r` is about. */
export const kindOfRow = sql<ReviewKind>`case when ${isGrant} then 'grants' when ${isKey} then 'keys' else 'memberships' end`;

/**
 * Rows `r` of reviews beside what has become of them: `w`, `wm`, and `k` are the mirror now, `b` is the row's bulk change,
 * and `grants` is the grant, unless it was removed, even if its person was given another one since.
 */
export const fromRows = sql`${reviewRows} r
  left join ${workspaces} w on w.id = r.workspace_id
  left join ${members} m on m.id = r.user_id and m.gone_at is null
  left join ${workspaceMembers} wm on wm.workspace_id = r.workspace_id and wm.user_id = r.user_id and wm.gone_at is null
  left join ${bulkRows} b on r.run_id is not null and b.run_id = r.run_id
    and b.target_id = case when r.facts is null then r.workspace_id || '/' || r.user_id else r.user_id end
  left join ${apiKeys} k on ${isKey} and k.id = r.user_id and k.gone_at is null
  left join ${grants} on ${isGrant} and lower(grants.email) = r.user_id and grants.created_at = r.since`;

/** Whether row `r` is about the person themselves. */
export function isOwnRow({ memberId, email }: Pick<Actor, "memberId" | "email">): SQL<boolean> {
  return sql<boolean>`(coalesce(r.user_id = ${memberId}, false) or lower(r.email) = ${email.toLowerCase()})`;
}

/** Errors that aren't the row's fault, so that the same decision can be sent again. */
const faults = [
  "key_rejected",
  "api_unreachable",
  "api_failed",
  "bad_answer",
  "outcome_unknown",
  "rate_limited",
  "standing_unknown",
  "store_unavailable",
];

/**
 * Whether row `r` is access by an organization role. Who had another role directly keeps that one when the organization
 * role changes, and then it can be decided about as about any other.
 */
export const isByRole = sql<boolean>`(r.is_inherited and (r.outcome is not null or r.membership ->> 'inheritedRole' is null
  or m.role in ${inheriting} or wm.user_id is null))`;
const hasRole = sql`(r.is_inherited and m.role in ${inheriting})`;
const isGone = sql`(m.id is null or wm.user_id is null and not ${hasRole} or ${isByRole} and not ${hasRole})`;

const isGrantGone = () => sql`case when r.is_inherited
  then r.email not in (select jsonb_array_elements_text(${JSON.stringify(env.BOOTSTRAP_ADMINS)}::jsonb))
  else grants.email is null end`;

/** A grant that was renewed after the decision has to be decided again, because someone wanted it to stay. */
const isRenewedSince = sql`${isGrant} and r.decision = 'remove' and grants.renewed_at > r.decided_at`;

/**
 * What has become of row `r`. Until a review closes, this follows from the mirror and the bulk change. While that isn't
 * over, the mirror may already show what it did: a server may be killed in between.
 */
export const stateOfRow = () => sql<ReviewRowState>`case
  when r.outcome is not null then r.outcome
  when b.state = 'succeeded' then 'applied'
  when b.state in ('queued', 'running') then 'waiting'
  when r.submitted_at is not null and r.decision = 'keep' then 'kept'
  when not (${isGrant}) and (w.id is null or w.gone_at is not null or w.archived_at is not null) then 'archived'
  when ${isGrant} and ${isGrantGone()}
    then case when r.decision = 'remove' and r.submitted_at is not null then 'applied' else 'left' end
  when ${isKey} and (k.id is null or ${toCurrentStatus(sql`k`)} <> 'active')
    then case when r.decision in ('change', 'remove') and r.submitted_at is not null then 'applied' else 'left' end
  when r.facts is null and ${isGone}
    then case when r.decision = 'remove' and r.submitted_at is not null and r.is_inherited then 'applied' else 'left' end
  when r.decision is null then 'open'
  when r.submitted_at is null then case
    when ${toMayDecide(sql`r.decided_by`, sql`r.workspace_id`)} and ${isOfPersonNow(sql`r.decided_by`, sql`r.decided_at`)}
      and not coalesce(${isRenewedSince}, false)
    then 'decided' else 'lapsed' end
  when ${isByRole} or ${isKey} and r.decision = 'change' then 'task'
  when b.state is null or b.state in ('unknown', 'cancelled') or b.error_code in ${faults} then 'pending'
  else 'refused' end`;

/** Counts of states, as sums over a table of `state`. */
export const progressOf: SQL = sql`
  count(*)::int as total,
  (count(*) filter (where state not in ('open', 'lapsed')))::int as decided,
  (count(*) filter (where state in ('kept', 'applied', 'left', 'archived')))::int as done,
  (count(*) filter (where state in ('refused', 'pending')))::int as refused,
  (count(*) filter (where state = 'task'))::int as tasks,
  (count(*) filter (where state = 'exception'))::int as exceptions`;
