import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Seen } from "@/lib/core/admin-api/list-all";
import { toAnsweredAt } from "@/lib/core/admin-api/read-one";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { invites } from "@/lib/core/db/directory-tables";
import type { MirroredNoun } from "@/lib/core/db/mirrored-noun";
import { markGone, type Own, saveSeen } from "@/lib/core/db/upsert-mirrored";
import { AppError } from "@/lib/core/errors/errors";
import type { Invite } from "./response-schema";

export const inviteMirror: MirroredNoun = {
  noun: "invite",
  table: invites,
  key: ["id"],
  tracked: ["email", "role", "status"],
};

export const isHere = isNull(invites.goneAt);
export const state = sql<string>`case when ${invites.status} = 'pending' and ${invites.expiresAt} <= now()
  then 'expired' else ${invites.status} end`;
/** Only these can be withdrawn. */
export const isPending = sql`${and(isHere, sql`${state} = 'pending'`)}`;

export function saveInvite(tx: Transaction | Database, invite: Seen<Invite>, own: Own): Promise<void> {
  return saveSeen(tx, inviteMirror, invite, own);
}

/** A withdrawn invite is gone, whichever way the API says so. */
export async function applyInvite(
  tx: Transaction,
  inviteId: string,
  found: Seen<Invite> | null,
  own: Own,
): Promise<void> {
  if (found && found.status !== "deleted") return saveInvite(tx, found, own);
  await markGone(tx, inviteMirror, eq(invites.id, inviteId), { goneAt: toAnsweredAt(), own });
}

/** @throws AppError not_found */
export async function getInvite(inviteId: string): Promise<{ email: string; role: string; state: string }> {
  const db = await database();
  const [found] = await db
    .select({ email: invites.email, role: invites.role, state })
    .from(invites)
    .where(and(eq(invites.id, inviteId), isHere));
  if (!found) throw new AppError("not_found", "the mirror has no such invite");
  return found;
}

/** Those that were sent and not accepted, with their state. */
export async function listResendable(inviteIds: readonly string[]) {
  const db = await database();
  return db
    .select({ id: invites.id, email: invites.email, role: invites.role, state })
    .from(invites)
    .where(and(isHere, inArray(invites.id, [...inviteIds]), inArray(state, ["pending", "expired"])));
}

export async function listAddresses(inviteIds: readonly string[]): Promise<Map<string, string>> {
  if (inviteIds.length === 0) return new Map();
  const db = await database();
  const isIt = inArray(invites.id, [...inviteIds]);
  const rows = await db.select({ id: invites.id, email: invites.email }).from(invites).where(isIt);
  return new Map(rows.map(({ id, email }) => [id, email]));
}
