import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import { maxRows } from "@/lib/core/bulk/vocabulary";
import { database } from "@/lib/core/db/client";
import type { Database } from "@/lib/core/db/database";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { listIds } from "@/lib/core/db/list-ids";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { keptRead } from "@/lib/core/entry/kept-read";
import type { Thing } from "@/lib/core/format/chart-colors";
import { findAllLoading } from "@/lib/core/history/store";
import { readMarks } from "@/lib/core/marks/read-model";
import { thingOf } from "@/lib/core/organization/chart-slots";
import { isKeyCostEstimated } from "@/lib/core/organization/key-cost-kind";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { countFacets, countStatuses, countWideKeys, toPlaces, toStatuses } from "./facets-read-model";
import {
  hasPage,
  isFound,
  isMakerGone,
  joinedToKeys,
  makers,
  principalName,
  principals,
  toOrder,
  toSortKeys,
} from "./filter-sql";
import { findMergedKeys } from "./merged-read-model";
import { toOwner } from "./owner-sql";
import { isBeingReplaced } from "./rotation-sql";
import { type KeyChoice, type KeyRow, type KeysPage, keyChoices, keyRow, keysPage } from "./schema";
import type { KeySearch } from "./search-params";
import { getUsageDays } from "./traffic-read-model";

export const listKeys = keptRead("standing", readKeys);

async function readKeys(by: Permit<"keys:read">, search: KeySearch): Promise<KeysPage> {
  const [found, { facets, ...around }, counts, merged] = await Promise.all([
    readPage(by, search),
    readAround(by),
    countStatuses(by, search),
    findMergedKeys(by, search),
  ]);
  return keysPage.parse({ ...found, ...around, statuses: toStatuses(facets, counts), pageSize, merged });
}

/** Parts of the page that don't depend on the search, so they are read once while someone types. */
const readAround = keptRead("standing", async (by: Permit<"keys:read">) => {
  const [facets, wide, usage, loading] = await Promise.all([
    countFacets(by),
    countWideKeys(by),
    getUsageDays(),
    findAllLoading(["usage"]),
  ]);
  return { facets, places: toPlaces(facets, wide), usage, loading };
});

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
  return { rows: await withMarks(by, rows), total, page };
}

type Selected = Awaited<ReturnType<typeof selectKeys>>;

/** With the findings that this reader may see. */
export async function withMarks(by: Permit<"keys:read">, rows: Selected) {
  const marksOf = await readMarks(
    by.actor,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...toRow(row), findings: marksOf(row.id) }));
}

/** Null also if the key isn't visible. */
export async function findKeyRow(by: Permit<"keys:read">, keyId: string): Promise<KeyRow | null> {
  const db = await database();
  const rows = await selectKeys(db, by).where(and(eq(apiKeys.id, keyId), visibleTo(by.actor).keys));
  const [found] = await withMarks(by, rows);
  return found ? keyRow.parse(found) : null;
}

export async function listKeyChoices(by: Permit<"keys:read">, search: KeySearch): Promise<KeyChoice[]> {
  const db = await database();
  const rows = await selectKeys(db, by)
    .where(and(visibleTo(by.actor).keys, isFound(search)))
    .orderBy(toOrder(search), asc(apiKeys.id))
    .limit(maxRows);
  return keyChoices.parse(rows);
}

export function selectKeys(db: Database, by: Permit<"keys:read">) {
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
      owner: toOwner(sql`${apiKeys.id}`, hasPage(by, members)),
      isBeingReplaced,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedOn: apiKeyUsage.lastUsedOn,
      tokens30d: sql<number>`coalesce(${apiKeyUsage.tokens30d}, 0)`.mapWith(Number),
      cents30d: sql<string | null>`${apiKeyUsage.cents30d}::text`,
      otherCents30d: apiKeyUsage.otherCents30d,
      isEstimate: isKeyCostEstimated,
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
