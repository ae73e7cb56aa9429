import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { maxRows } from "@/lib/bulk/vocabulary";
import type { Thing } from "@/lib/chart-colors";
import { database } from "@/lib/db/client";
import type { Database } from "@/lib/db/database";
import { apiKeys, workspaces } from "@/lib/db/directory-tables";
import { listIds } from "@/lib/db/list-ids";
import { apiKeyUsage } from "@/lib/db/report-tables";
import { thingOf } from "@/lib/directory/chart-slots";
import { currentStatus } from "@/lib/directory/key-status";
import { keptRead } from "@/lib/entry/kept-read";
import { readMarks } from "@/lib/findings/marks-read-model";
import { findAllLoading } from "@/lib/history/store";
import { pageSize } from "@/lib/page-size";
import { visibleTo } from "@/lib/visibility";
import {
  hasPage,
  isFound,
  isMakerGone,
  joinedToKeys,
  makers,
  place,
  principalName,
  principals,
  toOrder,
  toSortKeys,
} from "./filter-sql";
import { findMergedKeys } from "./merged-read-model";
import { type KeyChoice, type KeyRow, type KeysPage, keyChoices, keyRow, keysPage } from "./schema";
import type { KeySearch } from "./search-params";
import { getUsageDays } from "./traffic-read-model";

export const listKeys = keptRead(readKeys);

async function readKeys(by: Permit<"keys:read">, search: KeySearch): Promise<KeysPage> {
  const [found, facets, usage, merged, loading] = await Promise.all([
    readPage(by, search),
    countFacets(by),
    getUsageDays(),
    findMergedKeys(by, search),
    findAllLoading(["usage"]),
  ]);
  return keysPage.parse({
    ...found,
    pageSize,
    statuses: toStatuses(facets),
    places: toPlaces(facets),
    usage,
    merged,
    loading,
  });
}

async function readPage(by: Permit<"keys:read">, search: KeySearch) {
  const db = await database();
  const { ids, total, page } = await listIds({
    id: apiKeys.id,
    from: sql`${apiKeys} ${joinedToKeys}`,
    where: and(visibleTo(by.actor).keys, isFound(search)),
    sortKeys: toSortKeys(search),
    direction: search.direction,
    page: search.page,
    pageSize,
  });
  const rows = await selectKeys(db, by)
    .where(inArray(apiKeys.id, ids))
    .orderBy(toOrder(search), asc(apiKeys.id));
  const marksOf = await readMarks(by.actor, ids);
  return { rows: rows.map((row) => ({ ...toRow(row), findings: marksOf(row.id) })), total, page };
}

/** Null also if the key isn't visible. */
export async function findKeyRow(by: Permit<"keys:read">, keyId: string): Promise<KeyRow | null> {
  const db = await database();
  const [found] = await selectKeys(db, by).where(and(eq(apiKeys.id, keyId), visibleTo(by.actor).keys));
  if (!found) return null;
  const marksOf = await readMarks(by.actor, [keyId]);
  return keyRow.parse({ ...toRow(found), findings: marksOf(keyId) });
}

export async function listKeyChoices(by: Permit<"keys:read">, search: KeySearch): Promise<KeyChoice[]> {
  const db = await database();
  const rows = await selectKeys(db, by)
    .where(and(visibleTo(by.actor).keys, isFound(search)))
    .orderBy(toOrder(search), asc(apiKeys.id))
    .limit(maxRows);
  return keyChoices.parse(rows);
}

function selectKeys(db: Database, by: Permit<"keys:read">) {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      hint: apiKeys.partialKeyHint,
      thing: thingOf("key", apiKeys.id),
      status: currentStatus,
      scope: apiKeys.scope,
      workspaceId: apiKeys.workspaceId,
      workspaceName: workspaces.name,
      isDefaultWorkspace: sql<boolean>`coalesce(${workspaces.isDefault}, false)`,
      makerId: apiKeys.createdById,
      makerType: apiKeys.createdByType,
      makerName: makers.name,
      makerEmail: makers.email,
      isMakerGone,
      hasMakerPage: hasPage(by, makers),
      principalKind: apiKeys.principalKind,
      principalId: apiKeys.principalId,
      principalName,
      hasPrincipalPage: hasPage(by, principals),
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedOn: apiKeyUsage.lastUsedOn,
      tokens30d: sql<number>`coalesce(${apiKeyUsage.tokens30d}, 0)`.mapWith(Number),
      cents30d: sql<string | null>`${apiKeyUsage.cents30d}::text`,
      otherCents30d: apiKeyUsage.otherCents30d,
      isEstimate: sql<boolean>`coalesce(${apiKeyUsage.isEstimate}, true)`,
    })
    .from(apiKeys)
    .leftJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId))
    .leftJoin(makers, eq(makers.id, apiKeys.createdById))
    .leftJoin(principals, eq(principals.id, apiKeys.principalId))
    .leftJoin(apiKeyUsage, eq(apiKeyUsage.apiKeyId, apiKeys.id));
}

type Found = { thing: Thing | null; createdAt: Date | null; expiresAt: Date | null };

function toRow<Row extends Found>(row: Row) {
  return {
    ...row,
    color: row.thing?.color ?? null,
    createdAt: row.createdAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

type Facet = {
  status: string;
  value: string;
  name: string | null;
  isDefault: boolean;
  count: number;
};

async function countFacets(by: Permit<"keys:read">): Promise<Facet[]> {
  const db = await database();
  const { rows } = await db.execute<Facet>(sql`
    select counted.*, ${workspaces.name} as name, coalesce(${workspaces.isDefault}, false) as "isDefault"
    from (
      select ${currentStatus} as status, ${place} as value, count(*)::float8 as count
      from ${apiKeys} where ${visibleTo(by.actor).keys} group by 1, 2
    ) counted left join ${workspaces} on ${workspaces.id} = counted.value
    order by "isDefault" desc, name, value`);
  return rows;
}

function toStatuses(facets: Facet[]) {
  const counts = new Map<string, number>();
  for (const { status, count } of facets) counts.set(status, (counts.get(status) ?? 0) + count);
  const statuses = [...counts].map(([status, count]) => ({ status, count }));
  return statuses.sort((a, b) => b.count - a.count || (a.status < b.status ? -1 : 1));
}

function toPlaces(facets: Facet[]) {
  const places = new Map<string, Omit<Facet, "status">>();
  for (const { value, name, isDefault, count } of facets)
    places.set(value, { value, name, isDefault, count: count + (places.get(value)?.count ?? 0) });
  return [...places.values()];
}
