import "server-only";
import { and, between, desc, eq, isNull, sql } from "drizzle-orm";
import { can, permissions } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { isOfPersonNow } from "@/lib/core/auth/person-sql";
import { claudeCodeRows } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { sumOthers } from "@/lib/core/db/other-cents";
import { apiKeyUsage, personUsage } from "@/lib/core/db/report-tables";
import { toWindow, windowDays } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { isKeyOf, presentOwners } from "@/lib/core/organization/key-owners";
import { currentStatus, isExpiringSoon } from "@/lib/core/organization/key-status";
import { isBeingReplaced } from "@/lib/directory/keys/rotation-sql";
import { listAdmins, listLeads } from "./advisers-read-model";
import { type MyAccess, myAccess } from "./schema";

export async function getMyAccess(by: Permit<"me:read">): Promise<MyAccess> {
  const { memberId, email, persona } = by.actor;
  const [member, memberships, keys, admins, claudeCode, spend, loading] = await Promise.all([
    memberId ? getMember(memberId) : null,
    memberId ? listMembershipsOf(memberId) : [],
    memberId ? listKeys(memberId) : [],
    listAdmins(),
    sumClaudeCode(email),
    sumSpend(memberId, email),
    findLoading((["usage", "claude-code"] as const).map((report) => ({ report, ...toWindow() }))),
  ]);
  return myAccess.parse({
    member: member ?? null,
    persona,
    permissions: permissions.filter((permission) => can(by.actor, permission)),
    admins,
    workspaces: memberships,
    keys,
    claudeCode,
    spend,
    windowDays,
    loading,
  });
}

async function getMember(id: string) {
  const db = await database();
  const rows = await db
    .select({ role: members.role, addedAt: members.addedAt })
    .from(members)
    .where(and(eq(members.id, id), isNull(members.goneAt)));
  return rows.map((row) => ({ ...row, addedAt: row.addedAt?.toISOString() ?? null }))[0];
}

export async function listMembershipsOf(memberId: string) {
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
  const leads = await listLeads(rows.map(({ id }) => id));
  return rows.map(({ archivedAt, ...row }) => ({
    ...row,
    isArchived: archivedAt !== null,
    ...(leads.get(row.id) ?? { leads: [], hasMoreLeads: false }),
  }));
}

/** Those that they made, or that were assigned to them. */
async function listKeys(memberId: string) {
  const me = sql`${memberId}`;
  const ownerId = sql`owner.id`;
  const db = await database();
  const rows = await db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      status: currentStatus,
      hint: apiKeys.partialKeyHint,
      workspaceName: workspaces.name,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      isExpiring: isExpiringSoon,
      lastUsedOn: apiKeyUsage.lastUsedOn,
      cents: sql<string | null>`${apiKeyUsage.cents30d}::text`,
      otherCents: apiKeyUsage.otherCents30d,
      isBeingReplaced,
      isAssigned: sql<boolean>`${apiKeys.createdById} is distinct from ${me}`,
    })
    .from(apiKeys)
    .leftJoin(apiKeyUsage, eq(apiKeyUsage.apiKeyId, apiKeys.id))
    .leftJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId))
    .leftJoin(sql`${presentOwners} owner`, sql`owner.key_id = ${apiKeys.id}`)
    .where(
      and(
        isNull(apiKeys.goneAt),
        sql`(${apiKeys.createdById} = ${me} or ${ownerId} = ${me})`,
        isKeyOf(me, ownerId),
      ),
    )
    .orderBy(desc(apiKeys.createdAt));
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }));
}

async function sumClaudeCode(email: string) {
  const db = await database();
  const { from, to } = toWindow();
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
      otherCents: sumOthers(sql`select unnest(array_agg(${claudeCodeRows.otherCents})) as others`),
    })
    .from(claudeCodeRows)
    .where(
      and(
        eq(claudeCodeRows.actorType, "user_actor"),
        sql`lower(${claudeCodeRows.actor}) = ${email.toLowerCase()}`,
        between(claudeCodeRows.day, from, to),
        isOfPersonNow(email, sql`(${claudeCodeRows.day}::timestamp at time zone 'UTC')`),
      ),
    );
  return sums;
}

async function sumSpend(memberId: string | null, email: string) {
  const isTheirs = isOfPersonNow(email, sql`now() - make_interval(days => ${windowDays + 1})`);
  const own = sql`from ${personUsage} where email = ${email.toLowerCase()} and ${isTheirs}`;
  const db = await database();
  const { rows } = await db.execute(sql`
    select (select coalesce(sum(u.cents_30d), 0)::text from ${apiKeyUsage} u join ${apiKeys} k on k.id = u.api_key_id
        where k.created_by_id = ${memberId} and k.gone_at is null) as "keysCents",
      (select coalesce(bool_or(u.is_estimate), true) from ${apiKeyUsage} u join ${apiKeys} k on k.id = u.api_key_id
        where k.created_by_id = ${memberId} and k.gone_at is null) as "isEstimate",
      (select cents_30d::text ${own}) as "ownCents",
      ${sumOthers(sql`select u.other_cents_30d as others from ${apiKeyUsage} u join ${apiKeys} k on k.id = u.api_key_id
        where k.created_by_id = ${memberId} and k.gone_at is null`)} as "keysOtherCents",
      (select other_cents_30d ${own}) as "ownOtherCents"`);
  return rows[0];
}
