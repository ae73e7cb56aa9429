import "server-only";
import { and, isNull, or, type SQL, sql } from "drizzle-orm";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { dollarsOf, othersOf } from "@/lib/core/db/other-cents";
import { costRollups } from "@/lib/core/db/report-tables";
import { toWindow } from "@/lib/core/format/calendar";
import { unicode } from "@/lib/core/organization/collation";
import { home, isRowOfWorkspaces, workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { isLike } from "@/lib/core/organization/search-sql";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import type { WorkspaceSearch } from "./search-params";

export function isFound({
  q,
  archived,
  tag,
}: Pick<WorkspaceSearch, "q" | "archived" | "tag">): SQL | undefined {
  const hasTag = sql`exists (select 1 from jsonb_each_text(${workspaces.tags}) where key || '=' || value in ${tag})`;
  return and(
    tag.length > 0 ? hasTag : undefined,
    archived === false ? isNull(workspaces.archivedAt) : undefined,
    q.trim() ? or(isLike(workspaces.name, q), hasTagLike(q)) : undefined,
  );
}

/** Tag by tag: PostgreSQL calls a function for their joined text, which takes ten times as long. */
function hasTagLike(searched: string): SQL {
  const isFound = isLike(sql`tag.key || '=' || tag.value`, searched);
  return sql`exists (select 1 from jsonb_each_text(${workspaces.tags}) as tag where ${isFound})`;
}

export function isByMeasure({ sort }: Pick<WorkspaceSearch, "sort">): boolean {
  return sort === "members" || sort === "keys" || sort === "spend";
}

export function toOrder(search: Pick<WorkspaceSearch, "sort" | "direction">): SQL {
  return sql`${toSortKey(search)} ${sql.raw(search.direction)} nulls last, ${workspaces.id}`;
}

export function toSortKey({ sort }: Pick<WorkspaceSearch, "sort">): SQL {
  const texts = {
    name: sql`${workspaces.name} ${unicode}`,
    members: memberCount,
    keys: activeKeyCount,
    spend: sql`coalesce(spend.cents, 0)`,
    tags: sql`${tagText} ${unicode}`,
    created: sql`${workspaces.createdAt}`,
  };
  return texts[sort];
}

/**
 * Each measure is counted as a whole, because row by row would be slow, and for some workspaces only if they are named.
 * Reports leave out Default's ID.
 */
export function fromWorkspaces(ids?: readonly string[]): SQL {
  const { from, to } = toWindow();
  const isMeant = (id: SQL) => (ids ? sql`${id} in ${ids}` : sql`true`);
  return sql`${workspaces} left join (
    select id, ${dollarsOf("summed")} as cents, ${othersOf("summed")} as others from (
      select ${workspaceOfRow} as id, r.currency, sum(r.cents) as cents
      from ${costRollups} r cross join ${home}
      where r.axes = 'workspace' and r.grain = 'day' and r.starts_on between ${from}::date and ${to}::date
        and ${ids ? isRowOfWorkspaces(ids) : sql`true`}
      group by 1, 2) summed
    group by id) spend on spend.id = ${workspaces.id}
  left join (
    select wm.workspace_id as id, count(*) as people
    from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id
    where ${isMeant(sql`wm.workspace_id`)} and wm.gone_at is null and m.gone_at is null and m.role not in ${inheriting}
    group by 1) placed on placed.id = ${workspaces.id}
  left join (
    select workspace_id as id, count(*) as live, count(*) filter (where status = 'active') as active
    from ${apiKeys} where ${isMeant(sql`workspace_id`)} and gone_at is null and status in ('active', 'inactive')
      and (expires_at is null or expires_at > now()) group by 1) keys on keys.id = ${workspaces.id}
  cross join (select count(*) as people from ${members} where gone_at is null and role in ${inheriting}) everywhere`;
}

const tagText = sql`(select string_agg(key || '=' || value, ' ' order by key) from jsonb_each_text(${workspaces.tags}))`;

const inheriting = Object.keys(inheritedRoles);

export const memberCount = sql`(case when ${workspaces.isDefault} then null else everywhere.people + coalesce(placed.people, 0) end)::int`;

export const activeKeyCount = sql`coalesce(keys.active, 0)::int`;
