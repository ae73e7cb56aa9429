import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeRows } from "@/lib/core/db/claude-code-tables";
import { sumOthers } from "@/lib/core/db/other-cents";
import { personUsage } from "@/lib/core/db/report-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isInWindow, toNewestDay } from "@/lib/core/organization/window-sql";

/**
 * Like `person_usage`, but for a lead: only days on which the person was in the lead's workspaces and, if cost is
 * reported, only these workspaces. Joined under the same name.
 */
export function toTeamUsage(actor: Actor, isAmong: (id: SQL) => SQL): SQL {
  const { teamDays: team, inWorkspace } = visibleTo(actor);
  const isTheirs = inWorkspace(sql`a.workspace_id`);
  return sql`(select team.email, max(greatest(worked.last_on, charged.last_on)) as last_active_on,
      coalesce(max(recent.sessions), 0) as claude_code_sessions_30d, coalesce(max(recent.cents), 0) as claude_code_cents_30d,
      (array_agg(recent.others))[1] as claude_code_other_cents_30d
    from ${team} team
    cross join lateral (select max(c.day) as last_on from ${claudeCodeRows} c where c.actor_type = 'user_actor'
      and lower(c.actor) = team.email and c.day between team.since and team.until) worked
    cross join lateral (select max(a.day) as last_on from ${actorCostRows} a where a.actor_kind = 'user' and ${isTheirs}
      and a.actor_id = team.user_id and a.day between team.since and team.until) charged
    left join ${toRecent(team)} recent on recent.email = team.email
    where ${isAmong(sql`team.user_id`)} group by team.email) as ${personUsage}`;
}

/** Summed separately, because someone may be in two workspaces on the same day. */
function toRecent(team: SQL): SQL {
  return sql`(select lower(c.actor) as email, sum(c.sessions) as sessions, sum(c.estimated_cents) as cents,
      ${sumOthers(sql`select unnest(array_agg(c.other_cents)) as others`)} as others
    from ${claudeCodeRows} c where c.actor_type = 'user_actor' and ${isInWindow(sql`c.day`, toNewestDay(claudeCodeRows))}
      and exists (select 1 from ${team} team where team.email = lower(c.actor) and c.day between team.since and team.until)
    group by 1)`;
}
