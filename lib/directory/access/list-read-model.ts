import "server-only";
import { and, asc, isNotNull, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { invites, members } from "@/lib/core/db/directory-tables";
import { listIds } from "@/lib/core/db/list-ids";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { unicode } from "@/lib/core/organization/collation";
import { visibleTo } from "@/lib/core/organization/visibility";
import { fromMembers, isFound, isIndexed, toOrderKey } from "@/lib/directory/members/filter-sql";
import type { Scope } from "@/lib/directory/members/metrics-sql";
import { getFacts, toScope } from "@/lib/directory/members/org-facts-read-model";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import { findKeptSince } from "@/lib/directory/snapshots/read-model";
import { type PersonRow, withCells } from "./cells-read-model";
import { listChosen } from "./columns-read-model";
import { type Found, listLeft, listOn, type Slice } from "./past-read-model";
import { isInvited, isMemberReaching, type Narrowing, toIds, toNarrowing } from "./people-sql";
import { type AccessColumn, type AccessPage, accessPage } from "./schema";
import type { AccessSearch } from "./search-params";

type By = Permit<"members:read">;

/** A window of the rows. Its columns are all chosen ones, because few of a row's cells hold anything. */
export const listAccess = heavyRead("standing", async (by: By, search: AccessSearch): Promise<AccessPage> => {
  const [columns, roles, keptSince] = await Promise.all([
    listChosen(by.actor, search),
    countByRole(by.actor),
    search.at === null ? null : findKeptSince("member"),
  ]);
  const read = (page: number) => readAccess(by, search, columns, { page, size: pageSize });
  const first = await read(search.page);
  const page = Math.max(1, Math.min(search.page, Math.ceil(first.total / pageSize)));
  const { rows, total } = page === search.page ? first : await read(page);
  const loading = search.idle === null ? null : (await getFacts()).loading;
  return accessPage.parse({ rows, total, page, pageSize, roles, keptSince, loading });
});

type Window = { page: number; size: number };

/** For files, too: a window past the end is empty. */
export async function readAccess(
  { actor }: By,
  search: AccessSearch,
  columns: readonly AccessColumn[],
  { page, size }: Window,
): Promise<Found> {
  const narrowing = toNarrowing(search, columns);
  const asked = { search, narrowing, columns };
  const slice = { offset: (page - 1) * size, limit: size };
  if (search.at !== null) return listOn(actor, search.at, asked, slice);
  if (search.who === "left") return listLeft(actor, asked, slice);
  const found = await listPresent(actor, search, narrowing, slice);
  return { ...found, rows: await withCells(actor, found.rows, toIds(columns)) };
}

type Present = { rows: PersonRow[]; total: number };

/** Members by name, then those who are invited, by address. Whoever is invited has no activity yet. */
async function listPresent(
  actor: Actor,
  search: AccessSearch,
  narrowing: Narrowing,
  { offset, limit }: Slice,
): Promise<Present> {
  const none: Present = { rows: [], total: 0 };
  const present =
    search.who === "invited" ? none : await listMembers(actor, search, narrowing, { offset, limit });
  const rest = {
    offset: Math.max(0, offset - present.total),
    limit: limit - present.rows.length,
  };
  const invited = search.idle === null ? await listInvited(actor, search, narrowing, rest) : none;
  return { rows: [...present.rows, ...invited.rows], total: present.total + invited.total };
}

async function listMembers(
  actor: Actor,
  { q, role, idle }: AccessSearch,
  narrowing: Narrowing,
  { offset, limit }: Slice,
): Promise<Present> {
  const scope: Scope =
    idle === null ? { actor, isCostReported: false, isMasked: false } : toScope(actor, await getFacts());
  const search = { ...loadMemberSearch(""), q, role, idle };
  const where = and(visibleTo(actor).members, isFound(scope, search), isMemberReaching(actor, narrowing));
  const isOfAll = isIndexed(search) && narrowing === null && isFound(scope, search) === undefined;
  const db = await database();
  const page = Math.floor(offset / limit) + 1;
  const { ids, total } = await listIds({
    id: members.id,
    from: fromMembers(scope, search),
    where,
    sortKeys: [toOrderKey(scope, search)],
    direction: "asc",
    page,
    pageSize: limit,
    indexedTotal: isOfAll ? await db.$count(members, visibleTo(actor).members) : undefined,
  });
  if (ids.length === 0 || offset >= total) return { rows: [], total };
  const { rows } = await db.execute<Omit<PersonRow, "kind" | "leftOn">>(sql`
    select id, email, name, role from ${members} where id in ${ids}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { total, rows: ids.flatMap((id) => toPerson(byId.get(id), "member")) };
}

async function listInvited(
  actor: Actor,
  search: AccessSearch,
  narrowing: Narrowing,
  { offset, limit }: Slice,
): Promise<Present> {
  const where = isInvited(actor, search, narrowing);
  const db = await database();
  const total = await db.$count(invites, where);
  if (limit <= 0 || offset >= total) return { rows: [], total };
  const rows = await db
    .select({ id: invites.id, email: invites.email, role: invites.role })
    .from(invites)
    .where(and(where, isNotNull(invites.email)))
    .orderBy(sql`${invites.email} ${unicode}`, asc(invites.id))
    .limit(limit)
    .offset(offset);
  return { total, rows: rows.flatMap((row) => toPerson({ ...row, name: "" }, "invite")) };
}

function toPerson(
  found: Omit<PersonRow, "kind" | "leftOn"> | undefined,
  kind: PersonRow["kind"],
): PersonRow[] {
  return found ? [{ ...found, kind, leftOn: null }] : [];
}

async function countByRole(actor: Actor): Promise<AccessPage["roles"]> {
  const db = await database();
  const { rows } = await db.execute<AccessPage["roles"][number]>(sql`
    select role, count(*)::int as count from ${members} where ${visibleTo(actor).members} group by 1 order by 2 desc, 1`);
  return rows;
}
