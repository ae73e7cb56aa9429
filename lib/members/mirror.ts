import "server-only";
import { and, asc, count, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Seen } from "@/lib/admin-api/list-all";
import { toAnsweredAt } from "@/lib/admin-api/read-one";
import type { Permit } from "@/lib/auth/permit";
import { type Database, database, type Transaction } from "@/lib/db/client";
import { apiKeys, members, usageRows, workspaceMembers, workspaces } from "@/lib/db/tables";
import { type MirroredNoun, markGone, saveSeen } from "@/lib/db/upsert-mirrored";
import { AppError } from "@/lib/errors";
import {
  type Member,
  type MemberImpact,
  type MemberRoleCounts,
  type MembersPage,
  memberImpact,
  memberRoleCounts,
  membersPage,
} from "./schema";
import type { MemberSearch } from "./search-params";
import { isImmovableRole, toKeyFate } from "./vocabulary";

const pageSize = 100;
const windowDays = 30;
/** Sorts and folds case alike on both stores, whatever locale the server was set up with. */
const unicode = sql.raw('collate "und-x-icu"');

export const memberMirror: MirroredNoun = {
  noun: "member",
  table: members,
  key: ["id"],
  tracked: ["email", "name", "role"],
};

export function saveMember(tx: Transaction | Database, member: Seen<Member>): Promise<void> {
  return saveSeen(tx, memberMirror, member);
}

/** Brings the mirror to what a write or a re-read found; null takes the memberships along, which end as well. */
export async function applyMember(
  tx: Transaction,
  memberId: string,
  found: Seen<Member> | null,
): Promise<void> {
  if (found) return saveMember(tx, found);
  const goneAt = toAnsweredAt();
  await markGone(tx, members, goneAt, eq(members.id, memberId));
  await markGone(tx, workspaceMembers, goneAt, eq(workspaceMembers.userId, memberId));
}

/** The id of the member whom the mirror knows by this address, in any case. */
export async function findMemberId(email: string): Promise<string | undefined> {
  const db = await database();
  const isTheirs = eq(sql`lower(${members.email})`, email.toLowerCase());
  const [found] = await db
    .select({ id: members.id })
    .from(members)
    .where(and(isTheirs, isNull(members.goneAt)));
  return found?.id;
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

/** One page of 100; a page past the end is the last one. */
export async function listMembers(by: Permit<"members:read">, search: MemberSearch): Promise<MembersPage> {
  const db = await database();
  const matching = and(isInReach(by), isFound(search));
  const roles = await countByRole(by, isFound(search));
  const total = roles.reduce((sum, { found }) => sum + found, 0);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const rows = await db
    .select({
      id: members.id,
      email: members.email,
      name: members.name,
      role: members.role,
      addedAt: members.addedAt,
      workspaceCount: countWorkspaces(by),
    })
    .from(members)
    .where(matching)
    .orderBy(toOrder(search), asc(members.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return membersPage.parse({ rows: rows.map(toRow), total, page, pageSize, roles });
}

/** How many members have each role, for the filter. */
export async function listMemberRoles(by: Permit<"members:read">): Promise<MemberRoleCounts> {
  return memberRoleCounts.parse(await countByRole(by));
}

/** One scan for both numbers: all members in reach, and those of them that are found. */
async function countByRole(by: Permit<"members:read">, filter: SQL = sql`true`) {
  const db = await database();
  return db
    .select({
      role: members.role,
      count: count(),
      found: sql`count(*) filter (where ${filter})`.mapWith(Number),
    })
    .from(members)
    .where(isInReach(by))
    .groupBy(members.role)
    .orderBy(desc(count()), members.role);
}

/**
 * What removing the member would touch.
 * @throws AppError not_found, also where the member is out of reach
 */
export async function getMemberImpact(by: Permit<"members:read">, memberId: string): Promise<MemberImpact> {
  const db = await database();
  const [found] = await db
    .select({ id: members.id, email: members.email, name: members.name, role: members.role })
    .from(members)
    .where(and(eq(members.id, memberId), isInReach(by)));
  if (!found) throw new AppError("not_found", "the mirror has no such member");
  const [memberships, keys] = await Promise.all([listMemberships(by, memberId), listKeys(by, memberId)]);
  return memberImpact.parse({
    ...found,
    isImmovable: isImmovableRole(found.role),
    workspaces: memberships,
    keys: keys.map((key) => ({ ...key, fate: toKeyFate(key.kind) })),
  });
}

async function listMemberships(by: Permit<"members:read">, memberId: string) {
  const db = await database();
  return db
    .select({ id: workspaces.id, name: workspaces.name, role: workspaceMembers.role })
    .from(workspaceMembers)
    .innerJoin(workspaces, eq(workspaces.id, workspaceMembers.workspaceId))
    .where(and(eq(workspaceMembers.userId, memberId), isLive(), isLed(by, workspaces.id)))
    .orderBy(workspaces.name, workspaces.id);
}

/** Keys that the member made, and keys that act as the member, whoever made them. */
async function listKeys(by: Permit<"members:read">, memberId: string) {
  const db = await database();
  const since = new Date(Date.now() - (windowDays - 1) * 86_400_000).toISOString().slice(0, 10);
  const traffic = (value: SQL) =>
    sql`(select ${value} from ${usageRows} where ${usageRows.apiKeyId} = ${apiKeys.id} and ${usageRows.day} >= ${since})`;
  const isActingAs = and(eq(apiKeys.principalKind, "user"), eq(apiKeys.principalId, memberId));
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      status: apiKeys.status,
      kind: sql<"classic" | "personal" | "service_account" | "claude_code">`case
        when ${workspaces.name} = 'Claude Code' then 'claude_code'
        when ${apiKeys.principalKind} = 'user' then 'personal'
        when ${apiKeys.principalKind} = 'service_account' then 'service_account' else 'classic' end`,
      workspaceName: workspaces.name,
      tokens30d: sql<number>`coalesce(${traffic(sumOfTokens)}, 0)`.mapWith(Number),
      lastUsedOn: sql<string | null>`${traffic(sql`max(${usageRows.day})::text`)}`,
    })
    .from(apiKeys)
    .leftJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId))
    .where(
      and(
        isNull(apiKeys.goneAt),
        or(eq(apiKeys.createdById, memberId), isActingAs),
        isLed(by, apiKeys.workspaceId),
      ),
    )
    .orderBy(apiKeys.createdAt, apiKeys.id);
}

const sumOfTokens = sql`sum(${usageRows.uncachedInputTokens} + ${usageRows.cacheReadInputTokens}
  + ${usageRows.cacheCreation5mInputTokens} + ${usageRows.cacheCreation1hInputTokens} + ${usageRows.outputTokens})`;

/** Members who are there and, for a lead, share one of the lead's workspaces. */
export function isInReach(by: Permit<"members:read">): SQL | undefined {
  const here = isNull(members.goneAt);
  if (by.actor.workspaceIds === null) return here;
  return and(here, sql`exists (select 1 ${fromMemberships(by)})`);
}

function countWorkspaces(by: Permit<"members:read">) {
  return sql<number>`(select count(*) ${fromMemberships(by)})`.mapWith(Number);
}

/** The memberships that count: of live workspaces, and of the lead's own where a lead asks. */
function fromMemberships(by: Permit<"members:read">): SQL {
  const joined = and(eq(workspaceMembers.userId, members.id), isLive(), isLed(by, workspaces.id));
  return sql`from ${workspaceMembers} join ${workspaces} on ${workspaces.id} = ${workspaceMembers.workspaceId} where ${joined}`;
}

function isLive(): SQL | undefined {
  return and(isNull(workspaceMembers.goneAt), isNull(workspaces.goneAt), isNull(workspaces.archivedAt));
}

function isLed(
  by: Permit<"members:read">,
  column: typeof workspaces.id | typeof apiKeys.workspaceId,
): SQL | undefined {
  const { workspaceIds } = by.actor;
  return workspaceIds === null ? undefined : inArray(column, [...workspaceIds]);
}

export function isFound({ q, role }: MemberSearch): SQL | undefined {
  const pattern = `%${q.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const isLike = (column: typeof members.name | typeof members.email) =>
    sql`lower(${column} ${unicode}) like lower(${pattern}::text ${unicode})`;
  return and(
    q.trim() ? or(isLike(members.name), isLike(members.email)) : undefined,
    role.length > 0 ? inArray(members.role, role) : undefined,
  );
}

export function toOrder({ sort, direction }: MemberSearch): SQL {
  const columns = {
    name: sql`lower(coalesce(nullif(${members.name}, ''), ${members.email})) ${unicode}`,
    email: sql`lower(${members.email}) ${unicode}`,
    role: sql`${members.role}`,
    added: sql`${members.addedAt}`,
  };
  return direction === "asc" ? asc(columns[sort]) : desc(columns[sort]);
}

function toRow<Row extends { role: string; addedAt: Date }>(row: Row) {
  const isImmovable = isImmovableRole(row.role);
  return {
    ...row,
    addedAt: row.addedAt.toISOString(),
    isImmovable,
    reason: isImmovable ? "immovable_member" : null,
  };
}
