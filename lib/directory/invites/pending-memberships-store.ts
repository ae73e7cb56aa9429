import "server-only";
import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type KeptSession, toKeptSession } from "@/lib/core/auth/kept-session";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { invites, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import type { ErrorCode } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { visibleTo } from "@/lib/core/organization/visibility";
import { type InvitedWorkspaces, type PendingMembership, pendingMembership } from "./schema";
import { maxAttempts, type PendingMembershipState } from "./vocabulary";

const maxAtOnce = 200;

type Remembered = { email: string; workspaces: InvitedWorkspaces; actor: Actor };

/** Replaces what was selected for the address and not yet assigned. */
export async function savePendingMemberships(
  tx: Transaction,
  { email, workspaces: given, actor }: Remembered,
): Promise<void> {
  await deletePendingMemberships(tx, email);
  if (given.length === 0) return;
  const own = { email: email.toLowerCase(), createdBy: actor.email, ...toKeptSession(actor.session) };
  const fresh = { ...own, createdAt: new Date(), appliedAt: null, errorCode: null, attempts: 0 };
  for (const { id, role } of given) {
    const row = { ...fresh, workspaceId: id, role };
    await tx
      .insert(invitedMemberships)
      .values(row)
      .onConflictDoUpdate({ target: [invitedMemberships.email, invitedMemberships.workspaceId], set: row });
  }
}

export async function deletePendingMemberships(tx: Transaction, email: string): Promise<void> {
  await tx
    .delete(invitedMemberships)
    .where(and(isOf([email.toLowerCase()]), isNull(invitedMemberships.appliedAt)));
}

export async function listPendingByAddress(
  emails: readonly string[],
): Promise<Map<string, PendingMembership[]>> {
  const pending = new Map<string, PendingMembership[]>();
  const rows = emails.length > 0 ? await selectPending(isOf(emails)) : [];
  for (const { email, ...row } of rows) pending.set(email, [...(pending.get(email) ?? []), row]);
  return pending;
}

/** For a lead, only their own workspaces. */
export async function listPendingMemberships(
  by: Permit<"members:read">,
  { email }: { email: string },
): Promise<PendingMembership[]> {
  const isVisible = visibleTo(by.actor).inWorkspace(invitedMemberships.workspaceId);
  const rows = await selectPending(
    and(isOf([email.toLowerCase()]), isNull(invitedMemberships.appliedAt), isVisible),
  );
  return pendingMembership.array().parse(rows);
}

async function selectPending(which: SQL | undefined) {
  const db = await database();
  return db
    .select({
      email: invitedMemberships.email,
      id: invitedMemberships.workspaceId,
      name: sql<string>`coalesce(${workspaces.name}, ${invitedMemberships.workspaceId})`,
      role: invitedMemberships.role,
      state,
      error: sql<ErrorCode | RefusalReason | null>`${invitedMemberships.errorCode}`,
    })
    .from(invitedMemberships)
    .leftJoin(workspaces, eq(workspaces.id, invitedMemberships.workspaceId))
    .where(which)
    .orderBy(workspaces.name, invitedMemberships.workspaceId);
}

const state = sql<PendingMembershipState>`case when ${invitedMemberships.appliedAt} is not null then 'given'
  when ${invitedMemberships.attempts} >= ${maxAttempts} then 'failed'
  when ${invitedMemberships.attempts} > 0 then 'retrying' else 'waiting' end`;

function isOf(emails: readonly string[]) {
  return inArray(invitedMemberships.email, [...emails]);
}

export type AssignableMembership = KeptSession & {
  email: string;
  workspaceId: string;
  userId: string;
  role: string;
  createdBy: string;
  createdAt: Date;
};

/** Only for accepted invites whose person has become a member. */
export async function listAssignable(): Promise<AssignableMembership[]> {
  const db = await database();
  const isAccepted = sql`exists (select 1 from ${invites} where lower(${invites.email}) = ${invitedMemberships.email}
    and ${invites.goneAt} is null and ${invites.status} = 'accepted')`;
  return db
    .select({
      email: invitedMemberships.email,
      workspaceId: invitedMemberships.workspaceId,
      userId: members.id,
      role: invitedMemberships.role,
      createdBy: invitedMemberships.createdBy,
      createdAt: invitedMemberships.createdAt,
      sessionId: invitedMemberships.sessionId,
      method: invitedMemberships.method,
      memberId: invitedMemberships.memberId,
      providerAddress: invitedMemberships.providerAddress,
      address: invitedMemberships.address,
      authenticatedAt: invitedMemberships.authenticatedAt,
    })
    .from(invitedMemberships)
    .innerJoin(
      members,
      and(eq(sql`lower(${members.email})`, invitedMemberships.email), isNull(members.goneAt)),
    )
    .where(
      and(
        isNull(invitedMemberships.appliedAt),
        sql`${invitedMemberships.attempts} < ${maxAttempts}`,
        isAccepted,
      ),
    )
    .orderBy(
      asc(invitedMemberships.createdAt),
      asc(invitedMemberships.email),
      asc(invitedMemberships.workspaceId),
    )
    .limit(maxAtOnce);
}

/** Joins of an empty table without statistics are planned so that they take seconds with 10,000 members. */
export async function hasPending(): Promise<boolean> {
  const db = await database();
  return (await db.$count(invitedMemberships, isNull(invitedMemberships.appliedAt))) > 0;
}

export async function settleAssignedElsewhere(): Promise<void> {
  const db = await database();
  await db.execute(sql`update ${invitedMemberships} i set applied_at = now(), error_code = null
    from ${members} m, ${workspaceMembers} w
    where i.applied_at is null and lower(m.email) = i.email and m.gone_at is null
      and w.user_id = m.id and w.workspace_id = i.workspace_id and w.gone_at is null`);
}

type PendingKey = Pick<AssignableMembership, "email" | "workspaceId">;

export async function markAssigned({ email, workspaceId }: PendingKey): Promise<void> {
  const db = await database();
  await db
    .update(invitedMemberships)
    .set({ appliedAt: new Date(), errorCode: null })
    .where(isIt({ email, workspaceId }));
}

/** `isFinal`: another try would fail the same way. */
export async function markNotAssigned(
  pending: PendingKey,
  code: ErrorCode | RefusalReason,
  { isFinal }: { isFinal: boolean },
): Promise<void> {
  const db = await database();
  const attempts = isFinal ? maxAttempts : sql`${invitedMemberships.attempts} + 1`;
  await db.update(invitedMemberships).set({ errorCode: code, attempts }).where(isIt(pending));
}

function isIt({ email, workspaceId }: PendingKey) {
  return and(eq(invitedMemberships.email, email), eq(invitedMemberships.workspaceId, workspaceId));
}
