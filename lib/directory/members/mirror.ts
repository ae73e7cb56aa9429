import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Seen } from "@/lib/core/admin-api/list-all";
import { toAnsweredAt } from "@/lib/core/admin-api/read-one";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import type { MirroredNoun } from "@/lib/core/db/mirrored-noun";
import { requestDirectory } from "@/lib/core/db/request-directory";
import { markGone, type Own, saveSeen } from "@/lib/core/db/upsert-mirrored";
import { AppError } from "@/lib/core/errors/errors";
import { toPersonId } from "@/lib/core/organization/person-sql";
import { workspaceMemberMirror } from "@/lib/directory/workspaces/mirror";
import type { Member } from "./response-schema";

export const memberMirror: MirroredNoun = {
  noun: "member",
  table: members,
  key: ["id"],
  tracked: ["email", "name", "role"],
  stamp: {
    property: "directSince",
    isDue: (before, after) =>
      sql`${before}.role in ${[...inheritingRoles]} and ${after}.role not in ${[...inheritingRoles]}`,
  },
};

export function saveMember(
  tx: Transaction | Database,
  member: Seen<Member>,
  own: Own = "all",
): Promise<void> {
  return saveSeen(tx, memberMirror, member, own);
}

export async function applyMember(
  tx: Transaction,
  memberId: string,
  found: Seen<Member> | null,
  own: Own,
): Promise<void> {
  if (found) return applyRole(tx, memberId, found, own);
  const goneAt = toAnsweredAt();
  await markGone(tx, memberMirror, eq(members.id, memberId), { goneAt, own });
  await markGone(tx, workspaceMemberMirror, eq(workspaceMembers.userId, memberId), { goneAt });
}

/** With the billing role, the API replaces all workspace roles, and without it, it brings them back: only a listing says which. */
async function applyRole(tx: Transaction, memberId: string, found: Seen<Member>, own: Own): Promise<void> {
  const [known] = await tx.select({ role: members.role }).from(members).where(eq(members.id, memberId));
  await saveMember(tx, found, own);
  if ((known?.role === "billing") !== (found.role === "billing")) await requestDirectory(tx);
}

export async function findMemberId(email: string): Promise<string | undefined> {
  const db = await database();
  const isTheirs = eq(sql`lower(${members.email})`, email.toLowerCase());
  const [found] = await db
    .select({ id: members.id })
    .from(members)
    .where(and(isTheirs, isNull(members.goneAt)));
  return found?.id;
}

/** The member with the address or, if there is none, the last person who had it. */
export async function findPersonId(email: string): Promise<string | undefined> {
  const db = await database();
  const { rows } = await db.execute<{ id: string | null }>(sql`select ${toPersonId(sql`${email}`)} as id`);
  return rows[0]?.id ?? undefined;
}

/** @throws AppError not_found */
export async function getMember(memberId: string): Promise<{ email: string; role: string }> {
  const db = await database();
  const [found] = await db
    .select({ email: members.email, role: members.role })
    .from(members)
    .where(and(eq(members.id, memberId), isNull(members.goneAt)));
  if (!found) throw new AppError("not_found", "the mirror has no such member");
  return found;
}

export async function listMemberEmails(memberIds: readonly string[]): Promise<Map<string, string>> {
  const db = await database();
  const rows = await db
    .select({ id: members.id, email: members.email })
    .from(members)
    .where(inArray(members.id, [...memberIds]));
  return new Map(rows.map(({ id, email }) => [id, email]));
}
