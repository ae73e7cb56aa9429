import "server-only";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";

const mirrored = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

export async function addMember(id: string, role: string, more: { email?: string; goneAt?: Date } = {}) {
  const { email = `${id}@northwind.example`, goneAt = null } = more;
  const db = await database();
  await db.insert(members).values({ id, email, name: id, role, addedAt: new Date(0), ...mirrored, goneAt });
}

export async function addMembership(
  userId: string,
  workspaceId: string,
  role: string,
  more: { goneAt?: Date; archivedAt?: Date } = {},
) {
  const { goneAt = null, archivedAt = null } = more;
  const db = await database();
  const workspace = { id: workspaceId, name: workspaceId, isDefault: false, tags: {}, archivedAt };
  await db.insert(workspaces).values({ ...workspace, ...mirrored });
  await db.insert(workspaceMembers).values({ workspaceId, userId, role, ...mirrored, goneAt });
}
