import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type Actor, adminRoles, getActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import { grants } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/database";
import { members, workspaceMembers } from "@/lib/db/directory-tables";
import { unusualDayNotes } from "@/lib/db/unusual-day-tables";
import { AppError } from "@/lib/errors";
import type { Currency } from "@/lib/money";
import type { Reader } from "@/lib/visibility";
import { type DayOwners, dayOwners, type UnusualDay } from "./change-schema";

type Row = typeof unusualDayNotes.$inferSelect;
type Key = Pick<Row, "scope" | "day" | "currency">;

/** Leads share notes if they lead the same workspaces, because only then do they see the same days. */
export function toScope({ workspaceIds }: Reader): string {
  return workspaceIds === null ? "organization" : `workspaces:${workspaceIds.toSorted().join(",")}`;
}

export async function listNotes(
  reader: Reader,
  currency: Currency,
): Promise<Map<string, NonNullable<UnusualDay["noted"]>>> {
  const db = await database();
  const name = sql<string | null>`(select nullif(m.name, '') from ${members} m
    where lower(m.email) = ${unusualDayNotes.owner} order by m.gone_at desc nulls first limit 1)`;
  const rows = await db
    .select({
      day: unusualDayNotes.day,
      note: unusualDayNotes.note,
      owner: unusualDayNotes.owner,
      ownerName: name,
      by: unusualDayNotes.notedBy,
      at: unusualDayNotes.notedAt,
    })
    .from(unusualDayNotes)
    .where(and(eq(unusualDayNotes.scope, toScope(reader)), eq(unusualDayNotes.currency, currency)));
  return new Map(rows.map(({ day, at, ...note }) => [day, { ...note, at: at.toISOString() }]));
}

export async function findNote({ scope, day, currency }: Key): Promise<Row | undefined> {
  const db = await database();
  const [found] = await db.select().from(unusualDayNotes).where(isOf({ scope, day, currency }));
  return found;
}

/** @throws AppError conflict if someone was faster */
export async function insertNote(tx: Transaction, row: Row): Promise<void> {
  const added = await tx.insert(unusualDayNotes).values(row).onConflictDoNothing().returning();
  if (added.length === 0)
    throw new AppError("conflict", "the day is acknowledged", { reason: "day_already_acknowledged" });
}

/** @throws AppError not_found */
export async function deleteNote(tx: Transaction, key: Key): Promise<void> {
  const removed = await tx.delete(unusualDayNotes).where(isOf(key)).returning();
  if (removed.length === 0) throw new AppError("not_found", "the day is not acknowledged");
}

function isOf({ scope, day, currency }: Key) {
  return and(
    eq(unusualDayNotes.scope, scope),
    eq(unusualDayNotes.day, day),
    eq(unusualDayNotes.currency, currency),
  );
}

/** People who see the cost that the reader sees. */
export async function listOwners({ actor }: Permit<"unusual-days:write">): Promise<DayOwners> {
  const { workspaceIds } = actor;
  const db = await database();
  const self = sql`select ${actor.email.toLowerCase()} as email, ${actor.name}::text as name`;
  const others =
    workspaceIds === null
      ? sql`select lower(m.email), nullif(m.name, '') from ${members} m
            where m.gone_at is null and m.role in ${[...adminRoles, "billing"]}
          union all select lower(g.email), null from ${grants} g where g.expires_at is null or g.expires_at > now()`
      : sql`select lower(m.email), nullif(m.name, '') from ${members} m join ${workspaceMembers} p on p.user_id = m.id
          where m.gone_at is null and p.gone_at is null and p.role = 'workspace_admin' and p.workspace_id in ${toList(workspaceIds)}
          group by m.id, m.email, m.name having count(distinct p.workspace_id) = ${workspaceIds.length}`;
  const { rows } = await db.execute<DayOwners["owners"][number]>(sql`
    select email, max(name) as name from (${self} union all ${others}) as found group by email order by coalesce(max(name), email), email`);
  return dayOwners.parse({ self: actor.email.toLowerCase(), owners: rows });
}

function toList(ids: readonly string[]): string[] {
  return ids.length === 0 ? [""] : [...ids];
}

/** @throws AppError refused for someone who doesn't see what the actor sees */
export async function requireOwner(actor: Actor, email: string): Promise<void> {
  if (email === actor.email.toLowerCase()) return;
  const owner = await getActor(email);
  const isFit = owner !== null && can(owner, "cost:read") && seesAll(owner, actor);
  if (!isFit) throw new AppError("refused", "the owner has no access", { reason: "owner_without_access" });
}

function seesAll(owner: Reader, { workspaceIds }: Reader): boolean {
  if (owner.workspaceIds === null) return true;
  return workspaceIds?.every((id) => owner.workspaceIds?.includes(id)) ?? false;
}
