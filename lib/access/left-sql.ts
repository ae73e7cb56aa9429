import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { inheritingRoles } from "@/lib/auth/vocabulary";
import { members, workspaceMembers, workspaces } from "@/lib/db/directory-tables";
import { directoryVersions } from "@/lib/db/snapshot-tables";
import { isLike } from "@/lib/directory/search-sql";
import { visibleTo } from "@/lib/visibility";
import { isOfRole, isOneOf, isReachingByRole, type Narrowing, toIds } from "./people-sql";
import type { AccessSearch } from "./search-params";

/** `id` and `left_on` of those who left: the first UTC day at whose end they weren't there. */
const leavers = sql`(select m.id, max(v.until_day) as left_on from ${members} m
  join ${directoryVersions} v on v.noun = 'member' and v.key = m.id and v.until_day is not null
  where m.gone_at is not null group by 1)`;

/** What they could reach at the end of the day before: `user_id`, `workspace_id`, and `role`. */
export function toLastCells(actor: Actor): SQL {
  return sql`(select wm.user_id, wm.workspace_id, v.state ->> 'role' as role
    from ${leavers} gone join ${workspaceMembers} wm on wm.user_id = gone.id
    join ${workspaces} w on w.id = wm.workspace_id and w.gone_at is null and w.archived_at is null
    join ${directoryVersions} v on v.noun = 'workspace_member' and v.key = wm.workspace_id || ' ' || wm.user_id
      and v.from_day < gone.left_on and (v.until_day is null or v.until_day >= gone.left_on)
    where ${visibleTo(actor).inWorkspace(sql`wm.workspace_id`)})`;
}

/** Leads see those who could reach one of their workspaces. */
export function fromLeavers(actor: Actor, { q, role }: AccessSearch, narrowing: Narrowing): SQL {
  const searched = q.trim();
  const isFound = searched ? sql`(${isLike(members.name, q)} or ${isLike(members.email, q)})` : sql`true`;
  const isVisible = visibleTo(actor).isAll
    ? sql`true`
    : sql`(${members.role} in ${[...inheritingRoles]} or ${members.id} in (select user_id from last_cells))`;
  const isReaching =
    narrowing === null
      ? sql`true`
      : sql`(${isReachingByRole(sql`${members.role}`, narrowing)}
        or ${members.id} in (select user_id from last_cells c
          where ${isOneOf(sql`c.workspace_id`, toIds(narrowing.columns))} and ${isOfRole(sql`c.role`, narrowing.roles)}))`;
  return sql`${members} join ${leavers} gone on gone.id = ${members.id}
    where ${isFound} and ${isOfRole(sql`${members.role}`, role)} and ${isVisible} and ${isReaching}`;
}
