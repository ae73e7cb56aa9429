import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { isFoldedLike } from "@/lib/core/organization/search-sql";
import { lastAccessAt, visibleTo } from "@/lib/core/organization/visibility";
import { isOfRole, isOneOf, isReachingByRole, type Narrowing, toIds } from "./people-sql";
import type { AccessSearch } from "./search-params";

/** The UTC day on which a member left. */
export const leftOn: SQL = sql`(${members.goneAt} at time zone 'UTC')::date`;

/** What those who left could reach in the end: `user_id`, `workspace_id`, and `role`. */
export function toLastCells(actor: Actor): SQL {
  return sql`(select wm.user_id, wm.workspace_id, wm.role
    from ${members} join ${workspaceMembers} wm on wm.user_id = ${members.id}
      and (wm.gone_at is null or wm.gone_at >= ${lastAccessAt})
    join ${workspaces} w on w.id = wm.workspace_id and w.gone_at is null and w.archived_at is null
    where ${members.goneAt} is not null and ${visibleTo(actor).inWorkspace(sql`wm.workspace_id`)})`;
}

export function fromLeavers(actor: Actor, { q, role }: AccessSearch, narrowing: Narrowing): SQL {
  const searched = q.trim();
  const isFound = searched ? isFoldedLike(members.folded, q) : sql`true`;
  const isReaching =
    narrowing === null
      ? sql`true`
      : sql`(${isReachingByRole(sql`${members.role}`, narrowing)}
        or ${members.id} in (select user_id from last_cells c
          where ${isOneOf(sql`c.workspace_id`, toIds(narrowing.columns))} and ${isOfRole(sql`c.role`, narrowing.roles)}))`;
  return sql`${members}
    where ${visibleTo(actor).leavers} and ${isFound} and ${isOfRole(sql`${members.role}`, role)} and ${isReaching}`;
}
