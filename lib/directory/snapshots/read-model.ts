import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { AppError } from "@/lib/core/errors/errors";
import { unicode } from "@/lib/core/organization/collation";
import { isLike } from "@/lib/core/organization/search-sql";
import { type KeysSnapshot, keysSnapshot, type MembersSnapshot, membersSnapshot } from "./schema";
import type { SnapshotQuery } from "./search-params";
import { keysOn, membersOn } from "./versions-sql";

export const listMembersOn = heavyRead("standing", (by: Permit<"members:read">, query: SnapshotQuery) =>
  readMembers(by.actor, query, pageSize),
);
export const listKeysOn = heavyRead("standing", (by: Permit<"keys:read">, query: SnapshotQuery) =>
  readKeys(by.actor, query, pageSize),
);

/** Lists all members of a day, for files. */
export function listAllMembersOn(by: Permit<"members:read" | "workspaces:read">, query: SnapshotQuery) {
  return readMembers(by.actor, { ...query, page: 1 }, Number.MAX_SAFE_INTEGER);
}

export function listAllKeysOn(by: Permit<"keys:read">, query: SnapshotQuery) {
  return readKeys(by.actor, { ...query, page: 1 }, Number.MAX_SAFE_INTEGER);
}

async function readMembers(actor: Actor, query: SnapshotQuery, size: number): Promise<MembersSnapshot> {
  const found = await readPage(query, size, {
    noun: "member",
    statesOn: (day) => membersOn(actor, day),
    order: sql`coalesce(nullif(state ->> 'name', ''), state ->> 'email') ${unicode}`,
    searched: ["name", "email"],
  });
  return membersSnapshot.parse(found);
}

async function readKeys(actor: Actor, query: SnapshotQuery, size: number): Promise<KeysSnapshot> {
  const found = await readPage(query, size, {
    noun: "api_key",
    statesOn: (day) => keysOn(actor, day),
    order: sql`(state ->> 'name') ${unicode}`,
    searched: ["name", "hint", "makerName", "makerEmail"],
  });
  return keysSnapshot.parse(found);
}

type Listed = {
  noun: "member" | "api_key";
  /** A table with `id` and `state`. */
  statesOn: (day: string) => SQL;
  order: SQL;
  searched: readonly string[];
};
type Found = { id: string; state: unknown; before: unknown; difference: string | null; total: number };

async function readPage({ at, since, q, page }: SnapshotQuery, size: number, listed: Listed) {
  const isNamed = listed.searched.map((name) => isLike(sql`coalesce(state ->> ${name}, '')`, q));
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    with found as (${since === null ? toStates(listed, at) : toDifferences(listed, at, since)})
    select *, count(*) over ()::int as total from found
    where ${q === "" ? sql`true` : sql`(id = ${q} or ${sql.join(isNamed, sql` or `)})`}
    order by ${listed.order}, id limit ${size} offset ${(page - 1) * size}`);
  return {
    rows,
    total: rows[0]?.total ?? 0,
    page: rows.length > 0 ? page : 1,
    pageSize: size,
    at,
    since,
    keptSince: await findKeptSince(listed.noun),
  };
}

function toStates({ statesOn }: Listed, at: string): SQL {
  return sql`select id, state, null::jsonb as before, null::text as difference from ${statesOn(at)} as states`;
}

function toDifferences({ statesOn }: Listed, at: string, since: string): SQL {
  return sql`select coalesce(now.id, old.id) as id, coalesce(now.state, old.state) as state, old.state as before,
      case when old.id is null then 'added' when now.id is null then 'removed' else 'changed' end as difference
    from ${statesOn(at)} now full join ${statesOn(since)} old on old.id = now.id
    where now.state is distinct from old.state`;
}

export async function findKeptSince(noun: Listed["noun"]): Promise<string | null> {
  const db = await database();
  const { rows } = await db.execute<{ day: string | null }>(
    sql`select min(from_day)::text as day from ${directoryVersions} where noun = ${noun}`,
  );
  return rows[0]?.day ?? null;
}

/** @throws AppError invalid for days of which nothing is known, because a file would claim that there was nothing */
export async function requireKept(
  noun: Listed["noun"],
  days: readonly string[],
  today: string,
): Promise<void> {
  const keptSince = await findKeptSince(noun);
  if (keptSince === null || days.some((day) => day < keptSince || day > today))
    throw new AppError("invalid", `the directory is kept from ${keptSince ?? today} until ${today}`);
}
