import "server-only";
import { and, eq } from "drizzle-orm";
import { type Actor, getActor } from "@/lib/core/auth/actor";
import { listPeers, seesAllOf, toReach } from "@/lib/core/auth/peers";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { unusualDayNotes } from "@/lib/core/db/unusual-day-tables";
import { AppError } from "@/lib/core/errors/errors";
import type { Currency } from "@/lib/core/money/money";
import { findPeople } from "@/lib/core/organization/people";
import type { Reader } from "@/lib/core/organization/visibility";
import { type DayOwners, dayOwners, type UnusualDay } from "./change-schema";

type Row = typeof unusualDayNotes.$inferSelect;
type Key = Pick<Row, "scope" | "day" | "currency">;

export async function listNotes(
  reader: Reader,
  currency: Currency,
): Promise<Map<string, NonNullable<UnusualDay["noted"]>>> {
  const db = await database();
  const rows = await db
    .select({
      day: unusualDayNotes.day,
      note: unusualDayNotes.note,
      owner: unusualDayNotes.owner,
      by: unusualDayNotes.notedBy,
      at: unusualDayNotes.notedAt,
    })
    .from(unusualDayNotes)
    .where(and(eq(unusualDayNotes.scope, toReach(reader)), eq(unusualDayNotes.currency, currency)));
  const toPerson = await findPeople(
    reader,
    rows.flatMap(({ owner, by }) => [owner, by]),
  );
  return new Map(
    rows.map(({ day, at, ...note }) => {
      const names = { ownerName: toPerson(note.owner).name, byName: toPerson(note.by).name };
      return [day, { ...note, ...names, at: at.toISOString() }];
    }),
  );
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

export async function listOwners({ actor }: Permit<"unusual-days:write">): Promise<DayOwners> {
  return dayOwners.parse({ self: actor.email.toLowerCase(), owners: await listPeers(actor) });
}

/** @throws AppError refused for someone who doesn't see what the actor sees */
export async function requireOwner(actor: Actor, email: string): Promise<void> {
  if (email === actor.email.toLowerCase()) return;
  const owner = await getActor(email);
  const isFit = owner !== null && can(owner, "cost:read") && seesAllOf(actor, owner);
  if (!isFit) throw new AppError("refused", "the owner has no access", { reason: "owner_without_access" });
}
