import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { members } from "@/lib/db/directory-tables";
import { getFacts, learnRefusals, toReasons, toScope } from "./facts-mirror";
import { fromMembers, isFound, toOrder, toOrderKey } from "./filter-mirror";
import {
  joinMeasures,
  keyCount,
  type Scope,
  toLastActive,
  toSessions,
  toSpend,
  workspaceCount,
} from "./measure-mirror";
import { isEverywhere, isInReach } from "./reach-mirror";
import { type MemberChoice, type MembersPage, memberChoices, membersPage } from "./schema";
import type { MemberSearch } from "./search-params";
import { mostMembers } from "./vocabulary";

const pageSize = 100;

/** One page of 100; a page past the end is the last one. */
export async function listMembers(by: Permit<"members:read">, search: MemberSearch): Promise<MembersPage> {
  const [facts, refusals] = [await getFacts(), await learnRefusals()];
  const scope = toScope(by.actor, facts);
  const roles = await countByRole(scope);
  const { rows, total } = await readPage(scope, search);
  const source = scope.isCostReported ? "reported" : "claude_code";
  return membersPage.parse({
    rows: rows.map(({ cents, claudeCodeSessions, addedAt, ...row }) => ({
      ...row,
      ...toReasons(row.role, facts, refusals),
      addedAt: new Date(addedAt).toISOString(),
      spend: { cents, source: cents === null ? null : source },
      claudeCodeSessions: facts.isClaudeCodeRead ? claudeCodeSessions : null,
    })),
    total,
    page: Math.max(1, Math.min(search.page, Math.ceil(total / pageSize))),
    pageSize,
    roles,
    activity: facts.activity,
  });
}

/** Everybody whom the list would show, with what deciding about many of them takes. */
export async function listMemberChoices(
  by: Permit<"members:read">,
  search: MemberSearch,
): Promise<MemberChoice[]> {
  const [facts, refusals] = [await getFacts(), await learnRefusals()];
  const scope = toScope(by.actor, facts);
  const db = await database();
  const { rows } = await db.execute<Pick<PageRow, "id" | "email" | "name" | "role">>(sql`
    select ${members.id} as id, ${members.email} as email, ${members.name} as name, ${members.role} as role
    from ${fromMembers(scope, search)} where ${and(isInReach(scope), isFound(scope, search))}
    order by ${toOrder(scope, search)} limit ${mostMembers}`);
  return memberChoices.parse(rows.map((row) => ({ ...row, ...toReasons(row.role, facts, refusals) })));
}

/** How many members in reach have each role, for the filter. */
async function countByRole(scope: Scope): Promise<MembersPage["roles"]> {
  const db = await database();
  const { rows } = await db.execute<MembersPage["roles"][number]>(sql`
    select role, count(*)::int as count from ${members} where ${isInReach(scope)} group by 1 order by 2 desc, 1`);
  return rows;
}

type PageRow = {
  id: string;
  email: string;
  name: string;
  role: string;
  addedAt: string;
  isEverywhere: boolean;
  workspaceCount: number;
  keyCount: number;
  cents: string | null;
  claudeCodeSessions: number | null;
  lastActiveOn: string | null;
};
type Shown = { rows: PageRow[]; total: number };

/**
 * First who is on the page, by as few measures as that takes; then everything about those hundred. Told by their ids,
 * the store finds a hundred people's rows by index rather than reading all.
 */
async function readPage(scope: Scope, search: MemberSearch): Promise<Shown> {
  const { ids, total } = await listIds(scope, search);
  if (ids.length === 0) return { rows: [], total };
  const { needs, cents } = toSpend(scope);
  const shown = [...new Set(["placed", "made", "used", "person", ...needs] as const)];
  const db = await database();
  const { rows } = await db.execute<PageRow>(sql`
    select ${members.id} as id, ${members.email} as email, ${members.name} as name, ${members.role} as role,
      ${members.addedAt} as "addedAt", ${isEverywhere} as "isEverywhere", ${workspaceCount} as "workspaceCount",
      ${keyCount} as "keyCount", trim_scale(${cents})::text as cents,
      ${toSessions(scope)}::float8 as "claudeCodeSessions", ${toLastActive(scope)}::text as "lastActiveOn"
    from ${members} ${joinMeasures(scope, shown, sql`${ids}`)} where ${inArray(members.id, ids)}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), total };
}

/** The offset ends with the last page. */
async function listIds(scope: Scope, search: MemberSearch): Promise<{ ids: string[]; total: number }> {
  const offset = (Math.max(1, search.page) - 1) * pageSize;
  const lastOffset = sql`greatest(count - 1, 0) / ${pageSize}::integer * ${pageSize}::integer`;
  const db = await database();
  const { rows } = await db.execute<{ id: string; total: number }>(sql`
    with found as materialized (
      select ${members.id} as id, ${toOrderKey(scope, search)} as sort_key
      from ${fromMembers(scope, search)} where ${and(isInReach(scope), isFound(scope, search))}
    ), total as (select count(*)::int as count from found)
    select id, (select count from total) as total from found
    order by sort_key ${sql.raw(search.direction)} nulls last, id limit ${pageSize}
    offset (select least(${offset}::integer, ${lastOffset}) from total)`);
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
}
