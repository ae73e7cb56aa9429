import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { unicode } from "@/lib/core/organization/collation";
import { isFoldedLike, isLike } from "@/lib/core/organization/search-sql";
import { lastAccessAt, visibleTo } from "@/lib/core/organization/visibility";
import { membersOn } from "@/lib/directory/snapshots/versions-sql";
import { toCells } from "./cells-read-model";
import { isOfRole, isOneOf, isReachingByRole, type Narrowing, toIds } from "./people-sql";
import type { AccessColumn, AccessRow } from "./schema";
import type { AccessSearch } from "./search-params";

/** The UTC day on which a member left. */
const leftOn: SQL = sql`(${members.goneAt} at time zone 'UTC')::date`;

export type Slice = { offset: number; limit: number };
export type Found = { rows: AccessRow[]; total: number };
type Asked = { search: AccessSearch; narrowing: Narrowing; columns: readonly AccessColumn[] };

type Left = { id: string; email: string; name: string; role: string; leftOn: string; total: number };

/** Those who left, the last first, with what they could reach. */
export async function listLeft(
  actor: Actor,
  { search, narrowing, columns }: Asked,
  { offset, limit }: Slice,
): Promise<Found> {
  const db = await database();
  const cells = sql`last_cells as (select * from ${toLastCells(actor)} c)`;
  const { rows } = await db.execute<Left>(sql`
    with ${cells}
    select ${members.id} as id, ${members.email} as email, ${members.name} as name, ${members.role} as role,
      ${leftOn}::text as "leftOn", count(*) over ()::int as total
    from ${fromLeavers(actor, search, narrowing)}
    order by ${leftOn} desc, coalesce(nullif(${members.name}, ''), ${members.email}) ${unicode}, ${members.id}
    limit ${limit} offset ${offset}`);
  if (rows.length === 0) return { rows: [], total: 0 };
  const ids = rows.map(({ id }) => id);
  const { rows: had } = await db.execute<{ of: string; workspaceId: string; role: string }>(sql`
    with ${cells}
    select user_id as of, workspace_id as "workspaceId", role from last_cells c
    where user_id in ${ids} and ${isOneOf(sql`workspace_id`, toIds(columns))}`);
  const byPerson = toCells(had.map((cell) => ({ ...cell, state: "direct" })));
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, ...person }) => ({
      ...person,
      kind: "left",
      cells: byPerson.get(person.id) ?? {},
    })),
  };
}

type Place = { id: string; role: string };
type State = { email: string; name: string; role: string; places: Place[] };

/** The members at the end of a UTC day. */
export async function listOn(
  actor: Actor,
  at: string,
  { search, narrowing, columns }: Asked,
  { offset, limit }: Slice,
): Promise<Found> {
  const { q, role } = search;
  const isReaching =
    narrowing === null
      ? sql`true`
      : sql`(${isReachingByRole(sql`state ->> 'role'`, narrowing)}
        or exists (select 1 from jsonb_to_recordset(state -> 'places') as place (id text, role text)
          where ${isOneOf(sql`place.id`, toIds(narrowing.columns))} and ${isOfRole(sql`place.role`, narrowing.roles)}))`;
  const db = await database();
  const { rows } = await db.execute<{ id: string; state: State; total: number }>(sql`
    select id, state, count(*) over ()::int as total from ${membersOn(actor, at)} as states
    where ${q.trim() ? sql`(${isLike(sql`state ->> 'name'`, q)} or ${isLike(sql`state ->> 'email'`, q)})` : sql`true`}
      and ${isOfRole(sql`state ->> 'role'`, role)} and ${isReaching}
    order by coalesce(nullif(state ->> 'name', ''), state ->> 'email') ${unicode}, id
    limit ${limit} offset ${offset}`);
  const shown = new Set(toIds(columns));
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ id, state: { places, email, name, role: had } }) => ({
      id,
      kind: "member",
      email,
      name,
      role: had,
      leftOn: null,
      cells: Object.fromEntries(
        places.flatMap((place) =>
          shown.has(place.id) ? [[place.id, { role: place.role, state: "direct" as const }]] : [],
        ),
      ),
    })),
  };
}

/** What those who left could reach in the end: `user_id`, `workspace_id`, and `role`. */
function toLastCells(actor: Actor): SQL {
  return sql`(select wm.user_id, wm.workspace_id, wm.role
    from ${members} join ${workspaceMembers} wm on wm.user_id = ${members.id}
      and (wm.gone_at is null or wm.gone_at >= ${lastAccessAt})
    join ${workspaces} w on w.id = wm.workspace_id and w.gone_at is null and w.archived_at is null
    where ${members.goneAt} is not null and ${visibleTo(actor).inWorkspace(sql`wm.workspace_id`)})`;
}

function fromLeavers(actor: Actor, { q, role }: AccessSearch, narrowing: Narrowing): SQL {
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
