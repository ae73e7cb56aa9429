import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Seen } from "@/lib/core/admin-api/list-all";
import { toAnsweredAt } from "@/lib/core/admin-api/read-one";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { markGone, type Own, saveSeen } from "@/lib/core/db/upsert-mirrored";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import type { Membership } from "./membership-schema";
import { workspaceMemberMirror, workspaceMirror } from "./mirror";
import { getReachable } from "./people-read-model";
import type { Workspace, WorkspaceMember } from "./response-schema";

export function saveWorkspace(
  tx: Transaction | Database,
  workspace: Seen<Workspace>,
  own: Own = "all",
): Promise<void> {
  return saveSeen(tx, workspaceMirror, workspace, own);
}

export async function applyWorkspace(
  tx: Transaction,
  workspaceId: string,
  found: Seen<Workspace> | null,
  own: Own,
): Promise<void> {
  if (!found)
    return markGone(tx, workspaceMirror, eq(workspaces.id, workspaceId), { goneAt: toAnsweredAt(), own });
  await saveWorkspace(tx, found, own);
  if (found.archivedAt) await archiveKeys(tx, found);
}

/** The API ends an archived workspace's keys within seconds, which isn't an outside change. */
async function archiveKeys(tx: Transaction, { id, seenAt }: Seen<Workspace>): Promise<void> {
  await tx.execute(sql`update ${apiKeys} set status = 'archived', seen_at = ${seenAt}::timestamptz,
      raw = jsonb_set(raw, '{status}', '"archived"')
    where workspace_id = ${id} and gone_at is null and status in ('active', 'inactive') and seen_at <= ${seenAt}::timestamptz`);
}

export async function applyMembership(
  tx: Transaction,
  { workspaceId, userId }: Membership,
  found: Seen<WorkspaceMember> | null,
  own: Own = "all",
): Promise<void> {
  if (found) return saveSeen(tx, workspaceMemberMirror, found, own);
  const isIt = and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.userId, userId));
  await markGone(tx, workspaceMemberMirror, isIt ?? sql`false`, { goneAt: toAnsweredAt(), own });
}

/**
 * The API would refuse Default and archived ones anyway, so nothing is sent.
 * @throws AppError not_found, refused
 */
export async function getChangeable(by: Permit<"workspaces:write">, workspaceId: string) {
  const db = await database();
  const [found] = await db
    .select({
      name: workspaces.name,
      displayColor: workspaces.displayColor,
      tags: workspaces.tags,
      isDefault: workspaces.isDefault,
      archivedAt: workspaces.archivedAt,
    })
    .from(workspaces)
    .where(and(eq(workspaces.id, workspaceId), isNull(workspaces.goneAt)));
  if (!found) throw new AppError("not_found", `the mirror has no such workspace for ${by.actor.id}`);
  if (found.isDefault) throw toRefusal("default_workspace");
  if (found.archivedAt) throw toRefusal("archived_workspace");
  return found;
}

export async function listKnownIds(): Promise<Set<string>> {
  const db = await database();
  const rows = await db.select({ id: workspaces.id }).from(workspaces);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Excludes people with access by role.
 * @throws AppError not_found, refused
 */
export async function getMembership(by: Permit<"memberships:write">, membership: Membership) {
  const found = await readMembership(by, membership);
  if (Object.hasOwn(inheritedRoles, found.organizationRole)) throw toRefusal("inherited_access");
  return found;
}

/** @throws AppError not_found, also if the workspace is another lead's; refused */
export async function readMembership(by: Permit<"memberships:write">, { workspaceId, userId }: Membership) {
  const workspace = await getReachable(by, workspaceId);
  if (workspace.isDefault) throw toRefusal("default_workspace");
  if (workspace.isArchived) throw toRefusal("archived_workspace");
  const db = await database();
  const [person] = await db
    .select({ email: members.email, organizationRole: members.role, role: workspaceMembers.role })
    .from(members)
    .leftJoin(
      workspaceMembers,
      and(
        eq(workspaceMembers.userId, members.id),
        eq(workspaceMembers.workspaceId, workspaceId),
        isNull(workspaceMembers.goneAt),
      ),
    )
    .where(and(eq(members.id, userId), isNull(members.goneAt)));
  if (!person) throw new AppError("not_found", "the mirror has no such member");
  const { email, ...rest } = person;
  return { label: `${email} – ${workspace.name}`, ...rest };
}

export function toRefusal(reason: RefusalReason): AppError {
  return new AppError("refused", `known beforehand: ${reason}`, { reason });
}
