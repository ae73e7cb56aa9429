import "server-only";
import { and, eq, gte, isNull, or, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { lastAccessAt, visibleTo } from "@/lib/core/organization/visibility";
import { type PastAccess, pastAccess } from "./schema";

/** Where a person who left had access in the end. For leads, only their own workspaces. */
export async function listPastAccess(
  by: Permit<"workspaces:read">,
  { user }: { user: string },
): Promise<PastAccess> {
  const { isAll, leavers, inWorkspace } = visibleTo(by.actor);
  const isLast = or(isNull(workspaceMembers.goneAt), gte(workspaceMembers.goneAt, lastAccessAt));
  const db = await database();
  const rows = await db
    .select({
      workspaceId: workspaces.id,
      name: workspaces.name,
      role: workspaceMembers.role,
      isArchived: sql<boolean>`${workspaces.archivedAt} is not null`,
      isGone: sql<boolean>`${workspaces.goneAt} is not null`,
    })
    .from(workspaceMembers)
    .innerJoin(members, eq(members.id, workspaceMembers.userId))
    .innerJoin(workspaces, eq(workspaces.id, workspaceMembers.workspaceId))
    .where(
      and(
        eq(members.id, user),
        isAll ? sql`${members.goneAt} is not null` : leavers,
        isLast,
        inWorkspace(workspaces.id),
      ),
    )
    .orderBy(workspaces.name, workspaces.id);
  return pastAccess.parse(rows);
}
