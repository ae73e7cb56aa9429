import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/actor";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { changeAuthors, complianceActivities } from "@/lib/core/db/compliance-tables";
import { changes, members, workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import type { MembershipSince } from "./schema";
import { type SincePair, type SinceRow, toSinceByTarget } from "./since-rows";

/** Changes of the role in Castellan, and those that a sync saw; the last one to the role of today counts. */
const given = sql`(
  select log.at, log.actor_email as by, null::text as seen_by from ${auditLog} log
  where log.target_id = m.id and log.action = 'member.change_role' and log.phase = 'outcome'
    and log.outcome = 'succeeded' and log.after ->> 'role' = m.role
  union all
  select c.seen_at, null, a.actor_email from ${changes} c
    left join ${changeAuthors} author on author.change_seq = c.seq
    left join ${complianceActivities} a on a.id = author.activity_id
  where c.noun = 'member' and c.target_id = m.id and c.after ->> 'role' = m.role
    and c.before ->> 'role' is distinct from c.after ->> 'role')`;

/** The first day of the role of today, if Castellan has kept a day with another one. */
const firstDay = sql`(select max(other.until_day)::timestamp at time zone 'UTC' from ${directoryVersions} other
  where other.noun = 'member' and other.key = m.id and other.state ->> 'role' <> m.role)`;

/**
 * Since when people reach workspaces by their organization role, and who gave it to them: from the audit log, from what
 * a sync saw, or from the days that are kept. Default is reached since they joined, and a workspace no longer than it
 * exists. The caller must have checked that the actor may see the people and workspaces. By `workspace/person`.
 */
export async function readInheritedSince(
  actor: Actor,
  pairs: readonly SincePair[],
): Promise<Map<string, MembershipSince>> {
  if (pairs.length === 0) return new Map();
  const db = await database();
  const { rows } = await db.execute<SinceRow>(sql`
    with people as (
      select m.id, m.added_at, m.first_seen_at, coalesce(found.at, ${firstDay}) as at, found.by, found.seen_by
      from ${members} m left join lateral (select * from ${given} known order by at desc limit 1) found on true
      where m.gone_at is null and m.id in (select "userId" from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as asked("userId" text))),
    reached as (
      select asked."workspaceId" || '/' || p.id as target, w.is_default, p.*,
        w.created_at > coalesce(p.at, p.first_seen_at) as is_newer, w.created_at
      from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as asked("workspaceId" text, "userId" text)
      join people p on p.id = asked."userId" join ${workspaces} w on w.id = asked."workspaceId")
    select target, ${toIso(sql`case when is_default then added_at when is_newer then created_at else at end`)} as since,
      ${toIso(sql`first_seen_at`)} as "seenSince",
      case when not is_default and is_newer is not true then by end as by,
      case when not is_default and is_newer is not true then seen_by end as "seenBy"
    from reached`);
  return toSinceByTarget(actor, rows);
}
