import "server-only";
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { isStartedBy } from "@/lib/core/bulk/own-sql";
import { database } from "@/lib/core/db/client";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { visibleTo } from "@/lib/core/organization/visibility";

type Entry = { entryId: string | null; action: string; targetId: string | null; after: unknown };

/** Which run each entry is about, or a row of; people without the whole organization see only their own runs. */
export async function findRuns(
  { actor }: Permit<"activity:read">,
  entries: readonly Entry[],
): Promise<(string | null)[]> {
  const own = entries.map(findNamedRun);
  const entryIds = entries.flatMap(({ entryId }) => entryId ?? []);
  if (!can(actor, "bulk:read") || entryIds.length === 0) return entries.map(() => null);
  const named = own.flatMap((id) => id ?? []);
  const targetIds = entries.flatMap(({ targetId }) => targetId ?? []);
  // By target too, because that is what rows are indexed by.
  const isRow = and(inArray(bulkRows.targetId, targetIds), inArray(bulkRows.entryId, entryIds));
  const isMine = visibleTo(actor).isAll ? undefined : isStartedBy(actor);
  const db = await database();
  const rows = await db
    .select({ runId: bulkRows.runId, entryId: bulkRows.entryId })
    .from(bulkRows)
    .innerJoin(bulkRuns, eq(bulkRuns.id, bulkRows.runId))
    .where(and(targetIds.length > 0 ? isRow : sql`false`, isMine));
  const runs = await db
    .select({ id: bulkRuns.id })
    .from(bulkRuns)
    .where(and(or(named.length > 0 ? inArray(bulkRuns.id, named) : sql`false`), isMine));
  const known = new Set(runs.map(({ id }) => id));
  const ofEntry = new Map(rows.map(({ runId, entryId }) => [entryId, runId]));
  return entries.map(({ entryId }, index) => {
    const run = own[index];
    return run ? (known.has(run) ? run : null) : (ofEntry.get(entryId) ?? null);
  });
}

const runForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Entries about a run name it as their target, and the one that started it in what it recorded. */
function findNamedRun({ action, targetId, after }: Entry): string | null {
  const isOfRun = action.startsWith("bulk.") || action.startsWith("access.") || action === "member.offboard";
  const recorded = typeof after === "object" && after !== null && "run" in after ? after.run : null;
  const id = typeof recorded === "string" ? recorded : targetId;
  return isOfRun && id !== null && runForm.test(id) ? id : null;
}
