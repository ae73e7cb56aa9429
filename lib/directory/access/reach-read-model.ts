import "server-only";
import { sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import { database } from "@/lib/core/db/client";
import { apiKeys, serviceAccounts } from "@/lib/core/db/directory-tables";
import { keptRead } from "@/lib/core/entry/kept-read";
import { readInheritedSince } from "@/lib/core/organization/inherited-since";
import { readMembershipSince } from "@/lib/core/organization/membership-since";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getReachable } from "@/lib/directory/workspaces/people-read-model";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";
import { listChosen } from "./columns-read-model";
import { readAccess } from "./list-read-model";
import { type AccessRow, type ReachingAccount, type WorkspaceReach, workspaceReach } from "./schema";
import { loadAccessSearch, type ReachSearch } from "./search-params";
import { toReach } from "./vocabulary";

type By = Permit<"workspaces:read">;

/**
 * Who and what can reach a workspace. Keys are read with the workspace's.
 * @throws AppError not_found, also if the workspace isn't visible
 */
export const getWorkspaceReach = keptRead(
  "standing",
  async (by: By, { workspace: workspaceId, page }: ReachSearch): Promise<WorkspaceReach> => {
    const { isDefault, isArchived } = await getReachable(by, workspaceId);
    const { rows, total } = await readPeople(by, workspaceId, page);
    const shown = Math.max(1, Math.min(page, Math.ceil(total / pageSize)));
    return workspaceReach.parse({
      rows: await withSince(by.actor, { workspaceId, isDefault }, rows),
      total,
      page: shown,
      pageSize,
      accounts: isArchived ? [] : await listAccounts(by.actor, workspaceId, isDefault),
      isArchived,
      isDefault,
      hidesWideKeys: !visibleTo(by.actor).isAll,
    });
  },
);

async function readPeople(by: By, workspaceId: string, page: number) {
  const search = { ...loadAccessSearch(""), workspace: [workspaceId] };
  const columns = await listChosen(by.actor, search);
  if (columns.length === 0) return { rows: [], total: 0 };
  const of = permitActor(by.actor, "members:read");
  const found = await readAccess(of, search, columns, { page, size: pageSize });
  const last = Math.max(1, Math.ceil(found.total / pageSize));
  return page <= last ? found : readAccess(of, search, columns, { page: last, size: pageSize });
}

async function withSince(
  actor: Actor,
  { workspaceId, isDefault }: { workspaceId: string; isDefault: boolean },
  rows: readonly AccessRow[],
) {
  const isByRole = (row: AccessRow) =>
    ["inherited", "default"].includes(toReach(row, { id: workspaceId, isDefault }).kind);
  const people = rows.filter(({ kind }) => kind === "member");
  const toPairs = (some: readonly AccessRow[]) => some.map(({ id }) => ({ workspaceId, userId: id }));
  const since = new Map([
    ...(await readMembershipSince(actor, toPairs(people.filter((row) => !isByRole(row))))),
    ...(await readInheritedSince(actor, toPairs(people.filter(isByRole)))),
  ]);
  return rows.map((row) => ({ ...row, since: since.get(toMembershipId(workspaceId, row.id)) ?? null }));
}

/** Named ones that were added or reach all workspaces, and those that have keys here. A lead sees only what is here. */
async function listAccounts(
  actor: Actor,
  workspaceId: string,
  isDefault: boolean,
): Promise<ReachingAccount[]> {
  const isEverywhere = visibleTo(actor).isAll
    ? sql`(${isDefault} or coalesce(a.role, '') in ${[...inheritingRoles]})`
    : sql`false`;
  const db = await database();
  const { rows } = await db.execute<ReachingAccount>(sql`
    with owned as (
      select owner.id, count(distinct k.id)::int as keys from ${apiKeys} k cross join lateral (values
        (case when k.principal_kind = 'service_account' then k.principal_id end),
        (case when k.created_by_type = 'service_account' then k.created_by_id end)) as owner (id)
      where k.gone_at is null and k.status = 'active' and k.workspace_id = ${workspaceId} and owner.id is not null group by 1),
    placed as (
      select a.id, place.role from ${serviceAccounts} a
      cross join lateral jsonb_to_recordset(a.workspaces) as place (id text, role text)
      where a.gone_at is null and a.archived_at is null and place.id = ${workspaceId}),
    wide as (select a.id from ${serviceAccounts} a where a.gone_at is null and a.archived_at is null and ${isEverywhere}),
    found as (select id from owned union select id from placed union select id from wide)
    select found.id, a.name, placed.role, wide.id is not null as "isInherited", coalesce(owned.keys, 0) as "keyCount"
    from found left join ${serviceAccounts} a on a.id = found.id and a.gone_at is null
    left join placed on placed.id = found.id left join wide on wide.id = found.id left join owned on owned.id = found.id
    order by a.name nulls last, found.id`);
  return rows;
}
