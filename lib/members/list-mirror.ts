import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { members } from "@/lib/db/tables";
import { getFacts, learnRefusals, toReasons, toScope } from "./facts-mirror";
import { fromFiltered, fromMembers, isFound, toOrder } from "./filter-mirror";
import {
  joinMeasures,
  keyCount,
  lastActiveOn,
  type Scope,
  sessions,
  toSpend,
  workspaceCount,
} from "./measure-mirror";
import { isEverywhere, isInReach } from "./reach-mirror";
import { type MembersPage, membersPage } from "./schema";
import type { MemberSearch } from "./search-params";

const pageSize = 100;

/** One page of 100; a page past the end is the last one. */
export async function listMembers(by: Permit<"members:read">, search: MemberSearch): Promise<MembersPage> {
  const [facts, refusals] = [await getFacts(), await learnRefusals()];
  const scope = toScope(by.actor, facts);
  const roles = await countByRole(scope, search);
  const total = roles.reduce((sum, { found }) => sum + found, 0);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const rows = await readPage(scope, search, (page - 1) * pageSize);
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
    page,
    pageSize,
    roles,
    activity: facts.activity,
  });
}

type RoleCount = { role: string; count: number; found: number };

/** One scan for both numbers: all members in reach, and those of them that are found. */
async function countByRole(scope: Scope, search: MemberSearch): Promise<RoleCount[]> {
  const db = await database();
  const { rows } = await db.execute<RoleCount>(sql`
    select ${members.role} as role, count(*)::int as count,
      (count(*) filter (where ${isFound(search) ?? sql`true`}))::int as found
    from ${fromFiltered(scope, search)} where ${isInReach(scope)}
    group by 1 order by 2 desc, 1`);
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
  claudeCodeSessions: number;
  lastActiveOn: string | null;
};

/** First which people, by as few measures as that takes; then everything about those hundred. */
async function readPage(scope: Scope, search: MemberSearch, offset: number): Promise<PageRow[]> {
  const order = toOrder(scope, search);
  const page: SQL = sql`select ${members.id} as id, row_number() over (order by ${order}) as place
    from ${fromMembers(scope, search)} where ${and(isInReach(scope), isFound(search))}
    order by place limit ${pageSize} offset ${offset}`;
  const { needs, cents } = toSpend(scope);
  const shown = [...new Set(["placed", "made", "used", "person", ...needs] as const)];
  const db = await database();
  const { rows } = await db.execute<PageRow>(sql`
    with page as materialized (${page})
    select ${members.id} as id, ${members.email} as email, ${members.name} as name, ${members.role} as role,
      ${members.addedAt} as "addedAt", ${isEverywhere} as "isEverywhere", ${workspaceCount} as "workspaceCount",
      ${keyCount} as "keyCount", trim_scale(${cents})::text as cents,
      ${sessions}::float8 as "claudeCodeSessions", ${lastActiveOn}::text as "lastActiveOn"
    from page join ${members} on ${members.id} = page.id
    ${joinMeasures(scope, shown, sql`(select id from page)`)}
    order by page.place`);
  return rows;
}
