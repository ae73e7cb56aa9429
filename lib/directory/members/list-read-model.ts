import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { listIds } from "@/lib/core/db/list-ids";
import { selectAs } from "@/lib/core/db/select-as";
import { keptRead } from "@/lib/core/entry/kept-read";
import { readMarks } from "@/lib/core/marks/read-model";
import { isEverywhere, visibleTo } from "@/lib/core/organization/visibility";
import { toColumns } from "./columns-sql";
import { fromMembers, isFound, isIndexed, isListed, toOrder, toOrderKey } from "./filter-sql";
import { joinMeasures, type Scope, toHidden } from "./metrics-sql";
import { getFacts, learnRefusals, toReasons, toScope } from "./org-facts-read-model";
import { type MemberChoice, type MemberRow, type MembersPage, memberChoices, membersPage } from "./schema";
import type { MemberSearch } from "./search-params";
import { maxMembers } from "./vocabulary";

export const listMembers = keptRead("standing", readMembers);

async function readMembers(by: Permit<"members:read">, search: MemberSearch): Promise<MembersPage> {
  const { facts, refusals, roles } = await readAround(by, search.state);
  const scope = toScope(by.actor, facts);
  const isOfAll = isIndexed(search) && isFound(scope, search) === undefined;
  const { ids, total, page } = await listIds({
    id: members.id,
    from: fromMembers(scope, search),
    where: and(isListed(scope, search), isFound(scope, search)),
    sortKeys: [toOrderKey(scope, search)],
    direction: search.direction,
    page: search.page,
    pageSize,
    indexedTotal: isOfAll ? roles.reduce((sum, { count }) => sum + count, 0) : undefined,
  });
  const [rows, marksOf] = await Promise.all([readRows(scope, ids), readMarks(by.actor, ids)]);
  return membersPage.parse({
    rows: rows.map((row) => ({
      ...row,
      ...toReasons(row.role, facts, refusals),
      findings: marksOf(row.id),
      hidden: toHidden(scope, row.isEverywhere),
      claudeCodeSessions: facts.isClaudeCodeRead ? row.claudeCodeSessions : null,
    })),
    total,
    page,
    pageSize,
    roles,
    leftCount: await countLeft(scope, search),
    activity: facts.activity,
    loading: facts.loading,
  });
}

/** Parts of the page that don't depend on the search, so they are read once while someone types. */
const readAround = keptRead("standing", async (by: Permit<"members:read">, state: MemberSearch["state"]) => {
  const [facts, refusals, roles] = await Promise.all([
    getFacts(),
    learnRefusals(),
    countByRole(by.actor, state),
  ]);
  return { facts, refusals, roles };
});

export async function listMemberChoices(
  by: Permit<"members:read">,
  search: MemberSearch,
): Promise<MemberChoice[]> {
  const [facts, refusals] = await Promise.all([getFacts(), learnRefusals()]);
  const scope = toScope(by.actor, facts);
  const db = await database();
  const { rows } = await db.execute<Pick<MemberRow, "id" | "email" | "name" | "role">>(sql`
    select ${members.id} as id, ${members.email} as email, ${members.name} as name, ${members.role} as role
    from ${fromMembers(scope, search)} where ${and(isListed(scope, search), isFound(scope, search))}
    order by ${toOrder(scope, search)} limit ${maxMembers}`);
  return memberChoices.parse(rows.map((row) => ({ ...row, ...toReasons(row.role, facts, refusals) })));
}

async function countByRole(actor: Actor, state: MemberSearch["state"]): Promise<MembersPage["roles"]> {
  const db = await database();
  const { rows } = await db.execute<MembersPage["roles"][number]>(sql`
    select role, count(*)::int as count from ${members} where ${isListed({ actor }, { state })} group by 1 order by 2 desc, 1`);
  return rows;
}

/** Of the people who left, those whom the search would find; without a search, no one asked for them. */
async function countLeft(scope: Scope, search: MemberSearch): Promise<number> {
  if (search.state === "left" || search.q.trim() === "") return 0;
  const all = { ...search, role: [], workspaces: null, workspace: [], idle: null };
  const db = await database();
  return db.$count(members, and(visibleTo(scope.actor).leavers, isFound(scope, all)));
}

type RowFacts = Pick<MemberRow, "reason" | "removalReason" | "findings" | "hidden">;

/** Reads details only for the rows on the page. */
async function readRows(scope: Scope, ids: string[]): Promise<Omit<MemberRow, keyof RowFacts>[]> {
  if (ids.length === 0) return [];
  const columns = Object.values(toColumns(scope));
  const needs = new Set(columns.flatMap(({ needs = [] }) => needs));
  const shown = Object.assign({ id: sql`${members.id}`, isEverywhere }, ...columns.map(({ row }) => row));
  const db = await database();
  const { rows } = await db.execute<Omit<MemberRow, keyof RowFacts>>(sql`
    select ${selectAs(shown)} from ${members} ${joinMeasures(scope, [...needs], sql`${ids}`)}
    where ${inArray(members.id, ids)}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
