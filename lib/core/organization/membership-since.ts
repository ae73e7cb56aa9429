import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/actor";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { changeAuthors, complianceActivities } from "@/lib/core/db/compliance-tables";
import { changes, workspaceMembers } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import type { MembershipSince } from "./schema";
import { type SincePair, type SinceRow, toSinceByTarget } from "./since-rows";

/**
 * Since when people are in workspaces, and who added them: from the audit log, or else from what a sync saw and the
 * vendor's activity explains. The caller must have checked that the actor may see the memberships. By
 * `workspace/person`.
 */
export async function readMembershipSince(
  actor: Actor,
  pairs: readonly SincePair[],
): Promise<Map<string, MembershipSince>> {
  if (pairs.length === 0) return new Map();
  const db = await database();
  const { rows } = await db.execute<SinceRow>(sql`
    select p.target, ${toIso(sql`coalesce(added.at, sight.seen_at)`)} as since, added.by,
      sight.by as "seenBy", ${toIso(sql`wm.first_seen_at`)} as "seenSince"
    from (select "workspaceId", "userId", "workspaceId" || '/' || "userId" as target
      from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as given("workspaceId" text, "userId" text)) p
    join ${workspaceMembers} wm on wm.workspace_id = p."workspaceId" and wm.user_id = p."userId" and wm.gone_at is null
    left join lateral (select log.at, log.actor_email as by from ${auditLog} log
      where log.target_id = p.target and log.action = 'workspace_member.add' and log.phase = 'outcome'
        and log.outcome = 'succeeded' and log.at >= wm.first_seen_at - interval '1 minute'
      order by log.seq desc limit 1) added on true
    left join lateral (select c.seen_at, a.actor_email as by from ${changes} c
      left join ${changeAuthors} author on author.change_seq = c.seq
      left join ${complianceActivities} a on a.id = author.activity_id
      where c.noun = 'workspace_member' and c.target_id = p.target and c.kind = 'added' and c.seen_at >= wm.first_seen_at
      order by c.seq desc limit 1) sight on added.at is null`);
  return toSinceByTarget(actor, rows);
}
