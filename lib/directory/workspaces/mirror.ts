import "server-only";
import { and, eq, isNull, notInArray, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import type { MirroredNoun } from "@/lib/core/db/mirrored-noun";
import { forgetUnreadable } from "@/lib/core/db/unreadable-rows";
import { visibleTo } from "@/lib/core/organization/visibility";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";

export const workspaceMirror: MirroredNoun = {
  noun: "workspace",
  table: workspaces,
  key: ["id"],
  tracked: [
    "name",
    "displayColor",
    "archivedAt",
    "dataResidency",
    "tags",
    "externalKeyId",
    "inferenceDataRetention",
    "userProfileId",
    "compartmentId",
  ],
};

export const workspaceMemberMirror: MirroredNoun = {
  noun: "workspace_member",
  table: workspaceMembers,
  key: ["workspaceId", "userId"],
  tracked: ["workspaceId", "userId", "role"],
  isImplied: (alias) => sql`${alias}.role = 'workspace_billing' or (${alias}.role = 'workspace_admin'
    and exists (select 1 from ${members} m where m.id = ${alias}.user_id and m.role in ${adminRoles}))`,
  isReleased: (alias) => sql`${alias}.role = 'workspace_billing'
    and exists (select 1 from ${members} m where m.id = ${alias}.user_id and m.role <> 'billing')`,
};

const adminRoles = Object.keys(inheritedRoles).filter((role) => inheritedRoles[role] === "workspace_admin");

export async function listStaffedWorkspaceIds(): Promise<string[]> {
  const db = await database();
  const rows = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(and(isNull(workspaces.archivedAt), isNull(workspaces.goneAt), eq(workspaces.isDefault, false)))
    .orderBy(workspaces.id);
  return rows.map(({ id }) => id);
}

/** Null also if the workspace isn't visible. */
export async function findWorkspaceName(
  by: Permit<"workspaces:read">,
  workspaceId: string,
): Promise<string | null> {
  const db = await database();
  const [found] = await db
    .select({ name: workspaces.name })
    .from(workspaces)
    .where(and(eq(workspaces.id, workspaceId), visibleTo(by.actor).workspaces));
  return found?.name ?? null;
}

export async function forgetUnstaffed(staffedIds: readonly string[]): Promise<void> {
  const db = await database();
  await forgetUnreadable(db, workspaceMemberMirror.noun, (part) => notInArray(part, [...staffedIds, ""]));
}

export function isOfWorkspace(workspaceId: string): SQL {
  return eq(workspaceMembers.workspaceId, workspaceId);
}

export async function listLedMemberships(email: string, most: number) {
  const db = await database();
  return db
    .select({ workspaceId: workspaceMembers.workspaceId, userId: workspaceMembers.userId })
    .from(workspaceMembers)
    .innerJoin(members, eq(members.id, workspaceMembers.userId))
    .where(
      and(
        eq(sql`lower(${members.email})`, email.toLowerCase()),
        notInArray(members.role, Object.keys(inheritedRoles)),
        eq(workspaceMembers.role, "workspace_admin"),
        isNull(workspaceMembers.goneAt),
      ),
    )
    .limit(most);
}
