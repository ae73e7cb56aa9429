import "server-only";
import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { adminRoles } from "@/lib/auth/actor";
import { database } from "@/lib/db/client";
import { members, workspaceMembers } from "@/lib/db/directory-tables";
import { unicode } from "@/lib/directory/collation";
import type { Adviser } from "./schema";

const maxAdmins = 5;

const person = { id: members.id, name: members.name, email: members.email };
const byName = [sql`coalesce(nullif(${members.name}, ''), ${members.email}) ${unicode}`, asc(members.id)];

/** Who leads each of these workspaces, which are the reader's own. Admins of the organization lead all of them. */
export async function listLeads(placeIds: readonly string[]): Promise<Map<string, Adviser[]>> {
  const leads = new Map<string, Adviser[]>();
  if (placeIds.length === 0) return leads;
  const db = await database();
  const rows = await db
    .select({ ...person, workspaceId: workspaceMembers.workspaceId })
    .from(workspaceMembers)
    .innerJoin(members, eq(members.id, workspaceMembers.userId))
    .where(
      and(
        inArray(workspaceMembers.workspaceId, [...placeIds]),
        eq(workspaceMembers.role, "workspace_admin"),
        notInArray(members.role, adminRoles),
        isNull(workspaceMembers.goneAt),
        isNull(members.goneAt),
      ),
    )
    .orderBy(...byName);
  for (const { workspaceId, ...lead } of rows)
    leads.set(workspaceId, [...(leads.get(workspaceId) ?? []), lead]);
  return leads;
}

/** Those who have been here longest. */
export async function listAdmins(): Promise<Adviser[]> {
  const db = await database();
  return db
    .select(person)
    .from(members)
    .where(and(inArray(members.role, adminRoles), isNull(members.goneAt)))
    .orderBy(asc(members.addedAt), ...byName)
    .limit(maxAdmins);
}
