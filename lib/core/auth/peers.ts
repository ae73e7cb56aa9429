import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import type { Actor } from "./actor";
import { isInForce } from "./grant-sql";
import { adminRoles } from "./role-personas";

type Reader = Pick<Actor, "workspaceIds">;
type Peer = { email: string; name: string | null };

/** The same text for people who see the same: all, or what the same workspaces have. */
export function toReach({ workspaceIds }: Reader): string {
  return workspaceIds === null ? "organization" : `workspaces:${workspaceIds.toSorted().join(",")}`;
}

export function seesAllOf({ workspaceIds }: Reader, other: Reader): boolean {
  if (other.workspaceIds === null) return true;
  return workspaceIds?.every((id) => other.workspaceIds?.includes(id)) ?? false;
}

/** The actor, and who sees at least the costs that the actor sees: for leads, those who lead the same workspaces. */
export async function listPeers(actor: Actor): Promise<Peer[]> {
  const db = await database();
  const self = sql`select ${actor.email.toLowerCase()} as email, ${actor.name}::text as name`;
  const others = actor.workspaceIds === null ? readsAll() : toLeadsOf(actor.workspaceIds);
  const { rows } = await db.execute<Peer>(sql`
    select email, max(name) as name from (${self} union all ${others}) as found
    group by email order by coalesce(max(name), email), email`);
  return rows;
}

const readsAll = () => sql`select lower(m.email), nullif(m.name, '') from ${members} m
    where m.gone_at is null and m.role in ${[...adminRoles, "billing"]}
  union all select lower(email), null from ${grants} where ${isInForce()}`;

function toLeadsOf(ids: readonly string[]): SQL {
  return sql`select lower(m.email), nullif(m.name, '') from ${members} m
      join ${workspaceMembers} p on p.user_id = m.id
    where m.gone_at is null and p.gone_at is null and p.role = 'workspace_admin'
      and p.workspace_id in ${ids.length === 0 ? [""] : [...ids]}
    group by m.id, m.email, m.name having count(distinct p.workspace_id) = ${ids.length}`;
}
