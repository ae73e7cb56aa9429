import "server-only";
import { and, type Column, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { toDayAgo } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/db/directory-tables";
import { dollarsOf, othersOf } from "@/lib/db/other-cents";
import { costRollups } from "@/lib/db/report-tables";
import { unicode } from "@/lib/directory/collation";
import { toSearchPattern } from "@/lib/directory/search-pattern";
import { inheritedRoles } from "@/lib/directory/vocabulary";
import { AppError } from "@/lib/errors";
import type { LoadingHistory } from "@/lib/history/schema";
import { findLoading } from "@/lib/history/store";
import { pageSize } from "@/lib/page-size";
import { getSetting } from "@/lib/settings/store";
import { visibleTo } from "@/lib/visibility";
import { toResidency } from "./residency";
import { type WorkspaceDetail, type WorkspacesPage, workspaceDetail, workspacesPage } from "./schema";
import type { WorkspaceSearch } from "./search-params";
import { listSecurityFacts } from "./security-read-model";

type By = Permit<"workspaces:read"> | Permit<"memberships:write">;

const windowDays = 30;

/** A page past the end is the last one. Archived ones only on request. */
export async function listWorkspaces(
  by: Permit<"workspaces:read">,
  search: WorkspaceSearch,
): Promise<WorkspacesPage> {
  const db = await database();
  const where =
    and(visibleTo(by.actor).workspaces, isFound({ ...search, archived: search.archived ?? false })) ??
    sql`true`;
  const total = await db.$count(workspaces, where);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const { rows } = await db.execute<RawRow>(sql`
    select ${columns} from ${fromWorkspaces()} where ${where}
    order by ${toOrder(search)} limit ${pageSize} offset ${(page - 1) * pageSize}`);
  const tags = await countTags(by);
  const loading = await findSpendLoading();
  return workspacesPage.parse({
    rows: rows.map((row) => toRow(row, loading)),
    total,
    page,
    pageSize,
    windowDays,
    tags,
    loading,
  });
}

async function countTags(by: By) {
  const db = await database();
  const { rows } = await db.execute<{ tag: string; count: number }>(sql`
    select key || '=' || value as tag, count(*)::int as count
    from ${workspaces}, jsonb_each_text(${workspaces.tags}) where ${visibleTo(by.actor).workspaces}
    group by 1 order by 2 desc, 1`);
  return rows;
}

/** @throws AppError not_found, also if the workspace isn't visible */
export async function getWorkspace(
  by: Permit<"workspaces:read">,
  workspaceId: string,
): Promise<WorkspaceDetail> {
  const db = await database();
  const { rows } = await db.execute<RawRow & { liveKeyCount: number }>(sql`
    select ${columns}, coalesce(keys.live, 0)::int as "liveKeyCount"
    from ${fromWorkspaces()} where ${and(visibleTo(by.actor).workspaces, eq(workspaces.id, workspaceId))}`);
  const [found] = rows;
  if (!found) throw new AppError("not_found", "the mirror has no such workspace");
  const needsSecond = await getSetting("two_person_rule");
  const loading = await findSpendLoading();
  const security = await listSecurityFacts(workspaceId);
  return workspaceDetail.parse({
    ...toRow(found, loading),
    liveKeyCount: found.liveKeyCount,
    windowDays,
    needsSecond,
    security,
    loading,
  });
}

function findSpendLoading() {
  return findLoading([{ report: "cost", from: toWindowStart(), to: toWindowStart(1) }]);
}

export function toWindowStart(days: number = windowDays): string {
  return toDayAgo(days - 1);
}

export function isFound({
  q,
  archived,
  tag,
}: Pick<WorkspaceSearch, "q" | "archived" | "tag">): SQL | undefined {
  const isLike = toLike(q);
  const hasTag = sql`exists (select 1 from jsonb_each_text(${workspaces.tags}) where key || '=' || value in ${tag})`;
  return and(
    tag.length > 0 ? hasTag : undefined,
    archived === false ? isNull(workspaces.archivedAt) : undefined,
    isLike && or(isLike(sql`${workspaces.name}`), isLike(tagText)),
  );
}

export function toLike(q: string): ((text: SQL | Column) => SQL) | undefined {
  if (!q.trim()) return undefined;
  const pattern = toSearchPattern(q.trim());
  return (text) => sql`lower(${text} ${unicode}) like lower(${pattern}::text ${unicode})`;
}

export function toOrder({ sort, direction }: Pick<WorkspaceSearch, "sort" | "direction">): SQL {
  const texts = {
    name: sql`${workspaces.name} ${unicode}`,
    members: memberCount,
    keys: activeKeyCount,
    spend: sql`coalesce(spend.cents, 0)`,
    tags: sql`${tagText} ${unicode}`,
    created: sql`${workspaces.createdAt}`,
  };
  return sql`${texts[sort]} ${sql.raw(direction)} nulls last, ${workspaces.id}`;
}

/** Counts each measure as a whole, because row by row would be slow. Reports leave out Default's ID. */
export function fromWorkspaces(): SQL {
  return sql`${workspaces} left join (
    select id, ${dollarsOf("summed")} as cents, ${othersOf("summed")} as others from (
      select coalesce(r.workspace_id, home.id) as id, r.currency, sum(r.cents) as cents
      from ${costRollups} r cross join ${home}
      where r.axes = 'workspace' and r.grain = 'day' and r.starts_on >= ${toWindowStart()}::date
      group by 1, 2) summed
    group by id) spend on spend.id = ${workspaces.id}
  left join (
    select wm.workspace_id as id, count(*) as people
    from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id
    where wm.gone_at is null and m.gone_at is null and m.role not in ${inheriting}
    group by 1) placed on placed.id = ${workspaces.id}
  left join (
    select workspace_id as id, count(*) as live, count(*) filter (where status = 'active') as active
    from ${apiKeys} where gone_at is null and status in ('active', 'inactive') and (expires_at is null or expires_at > now())
    group by 1) keys on keys.id = ${workspaces.id}
  cross join (select count(*) as people from ${members} where gone_at is null and role in ${inheriting}) everywhere`;
}

export const home = sql`(select (select id from ${workspaces} where is_default order by gone_at nulls first limit 1) as id) as home`;

const tagText = sql`(select string_agg(key || '=' || value, ' ' order by key) from jsonb_each_text(${workspaces.tags}))`;

const inheriting = Object.keys(inheritedRoles);

const memberCount = sql`(case when ${workspaces.isDefault} then null else everywhere.people + coalesce(placed.people, 0) end)::int`;

const activeKeyCount = sql`coalesce(keys.active, 0)::int`;

type RawRow = {
  id: string;
  name: string;
  isDefault: boolean;
  displayColor: string | null;
  createdAt: string | null;
  archivedAt: string | null;
  tags: Record<string, string>;
  dataResidency: unknown;
  memberCount: number | null;
  activeKeyCount: number;
  spendCents: string;
  otherCents: Record<string, string> | null;
};

const toIso = (column: Column) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const columns = sql`${workspaces.id}, ${workspaces.name}, ${workspaces.isDefault} as "isDefault",
  ${workspaces.displayColor} as "displayColor", ${toIso(workspaces.createdAt)} as "createdAt",
  ${toIso(workspaces.archivedAt)} as "archivedAt", ${workspaces.tags}, ${workspaces.dataResidency} as "dataResidency", ${memberCount} as "memberCount",
  ${activeKeyCount} as "activeKeyCount", trim_scale(coalesce(spend.cents, 0))::text as "spendCents",
  spend.others as "otherCents"`;

function toRow(row: RawRow, loading: LoadingHistory | null) {
  const spendCents = loading ? null : row.spendCents;
  return { ...row, spendCents, residency: toResidency(row.dataResidency), reason: toReason(row) };
}

function toReason({ isDefault, archivedAt }: Pick<RawRow, "isDefault" | "archivedAt">) {
  if (isDefault) return "default_workspace";
  return archivedAt ? "archived_workspace" : null;
}
