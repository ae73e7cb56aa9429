import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { listIds } from "@/lib/core/db/list-ids";
import { keptRead } from "@/lib/core/entry/kept-read";
import { AppError } from "@/lib/core/errors/errors";
import { toWindow, windowDays } from "@/lib/core/format/calendar";
import type { LoadingHistory } from "@/lib/core/history/schema";
import { findLoading } from "@/lib/core/history/store";
import { readMarks } from "@/lib/core/marks/read-model";
import { visibleTo } from "@/lib/core/organization/visibility";
import { readWorkspaceColors } from "@/lib/core/organization/workspace-colors";
import { getSetting } from "@/lib/core/settings/store";
import { activeKeyCount, fromWorkspaces, isByMeasure, isFound, memberCount, toSortKey } from "./list-sql";
import { toResidency } from "./residency";
import { type WorkspaceDetail, type WorkspacesPage, workspaceDetail, workspacesPage } from "./schema";
import type { WorkspaceSearch } from "./search-params";
import { listSecurityFacts } from "./security-read-model";

type By = Permit<"workspaces:read"> | Permit<"memberships:write">;

/** A page past the end is the last one. Archived ones only on request. */
export const listWorkspaces = keptRead("standing", readWorkspaces);

async function readWorkspaces(
  by: Permit<"workspaces:read">,
  search: WorkspaceSearch,
): Promise<WorkspacesPage> {
  const [{ rows, marksOf, total, page }, { tags, loading, colors }] = await Promise.all([
    readPage(by, search),
    readAround(by),
  ]);
  const colorOf = new Map(colors);
  return workspacesPage.parse({
    rows: rows.map((row) => ({
      ...toRow(row, loading),
      color: colorOf.get(row.id) ?? null,
      findings: marksOf(row.id),
    })),
    total,
    page,
    pageSize,
    windowDays,
    tags,
    loading,
  });
}

async function readPage(by: By, search: WorkspaceSearch) {
  const { ids, total, page } = await listIds({
    id: workspaces.id,
    from: isByMeasure(search) ? fromWorkspaces() : sql`${workspaces}`,
    where: and(visibleTo(by.actor).workspaces, isFound({ ...search, archived: search.archived ?? false })),
    sortKeys: [toSortKey(search)],
    direction: search.direction,
    page: search.page,
    pageSize,
  });
  const [rows, marksOf] = await Promise.all([readRows(ids), readMarks(by.actor, ids)]);
  return { rows, marksOf, total, page };
}

/** Parts of the page that don't depend on the search, so they are read once while someone types. */
const readAround = keptRead("standing", async (by: By) => {
  const [tags, loading, colors] = await Promise.all([
    countTags(by),
    findSpendLoading(),
    readWorkspaceColors(visibleTo(by.actor).workspaces),
  ]);
  return { tags, loading, colors: [...colors] };
});

/** Measures only the rows on the page. */
async function readRows(ids: string[]): Promise<RawRow[]> {
  if (ids.length === 0) return [];
  const db = await database();
  const { rows } = await db.execute<RawRow>(
    sql`select ${columns} from ${fromWorkspaces(ids)} where ${inArray(workspaces.id, ids)}`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
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
    from ${fromWorkspaces([workspaceId])} where ${and(visibleTo(by.actor).workspaces, eq(workspaces.id, workspaceId))}`);
  const [found] = rows;
  if (!found) throw new AppError("not_found", "the mirror has no such workspace");
  const needsSecond = await getSetting("two_person_rule");
  const loading = await findSpendLoading();
  const security = await listSecurityFacts(workspaceId);
  return workspaceDetail.parse({
    ...toRow(found, loading),
    color: (await readWorkspaceColors(visibleTo(by.actor).workspaces)).get(workspaceId) ?? null,
    findings: (await readMarks(by.actor, [workspaceId]))(workspaceId),
    liveKeyCount: found.liveKeyCount,
    windowDays,
    needsSecond,
    security,
    loading,
  });
}

function findSpendLoading() {
  return findLoading([{ report: "cost", ...toWindow() }]);
}

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
