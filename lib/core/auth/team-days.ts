import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { syncState } from "@/lib/core/db/own-tables";
import { inheritingRoles } from "./vocabulary";

const isInTeam = (workspaceIds: readonly string[]) =>
  workspaceIds.length === 0 ? sql`false` : sql`wm.workspace_id in ${[...workspaceIds]}`;

/**
 * Who belonged to these workspaces on which whole days, as rows of `user_id`, `email`, `since`, and `until`. A
 * membership found by the first listing has no known start: it counts from when it could have begun, or else from when
 * the person was first seen.
 */
export function toTeamDays(workspaceIds: readonly string[]): SQL {
  const toDay = (instant: SQL) => sql`(${instant} at time zone 'UTC')::date`;
  const isUnknown = sql`listed.finished_at is null or wm.first_seen_at <= listed.finished_at`;
  const earliest = sql`greatest(${toDay(sql`coalesce(m.added_at, m.first_seen_at)`)}, ${toDay(sql`w.created_at`)})`;
  return sql`(select m.id as user_id, lower(m.email) as email,
      greatest(case when ${isUnknown} then ${earliest} else ${toDay(sql`wm.first_seen_at`)} + 1 end,
        ${toDay(sql`m.direct_since`)} + 1) as since,
      coalesce(least(${toDay(sql`wm.gone_at`)}, ${toDay(sql`m.gone_at`)}) - 1, 'infinity') as until
    from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id
    left join ${workspaces} w on w.id = wm.workspace_id
    left join ${syncState} listed on listed.job = 'mirror:workspace_member:' || wm.workspace_id
    where ${isInTeam(workspaceIds)} and m.role not in ${[...inheritingRoles]})`;
}
