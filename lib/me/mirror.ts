import "server-only";
import { and, desc, eq, gte, isNull, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { apiKeys, claudeCodeRows, members, workspaceMembers, workspaces } from "@/lib/db/tables";
import { type MyAccess, myAccess } from "./schema";

const windowDays = 30;

/** What the person signed in may use, from the mirror. Only ever their own rows. */
export async function getMyAccess(by: Permit<"me:read">): Promise<MyAccess> {
  const { memberId, email } = by.actor;
  const [member, memberships, keys, claudeCode] = await Promise.all([
    memberId ? getMember(memberId) : null,
    memberId ? listMemberships(memberId) : [],
    memberId ? listKeys(memberId) : [],
    sumClaudeCode(email),
  ]);
  return myAccess.parse({ member: member ?? null, workspaces: memberships, keys, claudeCode, windowDays });
}

async function getMember(id: string) {
  const db = await database();
  const rows = await db
    .select({ role: members.role, addedAt: members.addedAt })
    .from(members)
    .where(and(eq(members.id, id), isNull(members.goneAt)));
  return rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() }))[0];
}

async function listMemberships(memberId: string) {
  const db = await database();
  const rows = await db
    .select({
      id: workspaces.id,
      name: workspaces.name,
      role: workspaceMembers.role,
      archivedAt: workspaces.archivedAt,
    })
    .from(workspaceMembers)
    .innerJoin(workspaces, eq(workspaces.id, workspaceMembers.workspaceId))
    .where(and(eq(workspaceMembers.userId, memberId), isNull(workspaceMembers.goneAt)))
    .orderBy(workspaces.name);
  return rows.map(({ archivedAt, ...row }) => ({ ...row, isArchived: archivedAt !== null }));
}

async function listKeys(memberId: string) {
  const db = await database();
  const rows = await db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      status: apiKeys.status,
      hint: apiKeys.partialKeyHint,
      workspaceName: workspaces.name,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
    })
    .from(apiKeys)
    .leftJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId))
    .where(and(eq(apiKeys.createdById, memberId), isNull(apiKeys.goneAt)))
    .orderBy(desc(apiKeys.createdAt));
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }));
}

async function sumClaudeCode(email: string) {
  const db = await database();
  const from = new Date(Date.now() - (windowDays - 1) * 86_400_000).toISOString().slice(0, 10);
  const total = (
    column: (typeof claudeCodeRows)["sessions" | "linesAdded" | "linesRemoved" | "commits" | "pullRequests"],
  ) => sql<number>`coalesce(sum(${column}), 0)::float8`;
  const [sums] = await db
    .select({
      sessions: total(claudeCodeRows.sessions),
      linesAdded: total(claudeCodeRows.linesAdded),
      linesRemoved: total(claudeCodeRows.linesRemoved),
      commits: total(claudeCodeRows.commits),
      pullRequests: total(claudeCodeRows.pullRequests),
      estimatedCents: sql<string>`coalesce(sum(${claudeCodeRows.estimatedCents}), 0)::text`,
    })
    .from(claudeCodeRows)
    .where(
      and(
        eq(claudeCodeRows.actorType, "user_actor"),
        sql`lower(${claudeCodeRows.actor}) = ${email.toLowerCase()}`,
        gte(claudeCodeRows.day, from),
      ),
    );
  return sums;
}
