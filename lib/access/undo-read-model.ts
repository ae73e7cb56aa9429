import "server-only";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Permit } from "@/lib/auth/permit";
import { getRunOperation } from "@/lib/bulk/list-read-model";
import { database } from "@/lib/db/client";
import { bulkRows, bulkRuns } from "@/lib/db/own-tables";
import { AppError } from "@/lib/errors";
import { givableWorkspaceRoles } from "@/lib/workspaces/vocabulary";
import { type Change, type UndoPlan, undoPlan } from "./change-schema";
import { checkChanges, type Labelled } from "./check-read-model";
import { isUndoable } from "./vocabulary";

type By = Permit<"memberships:write">;
type Undo = { reversals: Labelled[]; lost: number; isRunning: boolean };

const done = z.object({
  role: z.string().nullable().default(null),
  expected: z.string().nullable().default(null),
});

export async function planUndo(by: By, { runId }: { runId: string }): Promise<UndoPlan> {
  const { reversals, lost, isRunning } = await readUndo(by, runId);
  const ready = reversals.filter(({ state }) => state === "ready").length;
  return undoPlan.parse({ ready, kept: reversals.length - ready + lost, isRunning });
}

/**
 * What would revert each row that succeeded, compared with the mirror. `lost` are rows whose earlier role can't be given
 * back. Someone whom a lead removed is known to them from the run.
 * @throws AppError not_found, also where the run is out of reach
 */
export async function readUndo(by: By, runId: string): Promise<Undo> {
  const operation = await getRunOperation(by, runId);
  if (!isUndoable({ operation })) throw new AppError("not_found", "only changes of access can be reverted");
  const db = await database();
  const isOver = await db.$count(bulkRuns, and(eq(bulkRuns.id, runId), isNotNull(bulkRuns.finishedAt)));
  const rows = await db
    .select({ targetId: bulkRows.targetId, input: bulkRows.input })
    .from(bulkRows)
    .where(and(eq(bulkRows.runId, runId), eq(bulkRows.state, "succeeded")))
    .orderBy(asc(bulkRows.position));
  const changes = rows.flatMap(toReversal);
  return {
    reversals: changes.length === 0 ? [] : await checkChanges(by, changes, sql`true`),
    lost: rows.length - changes.length,
    isRunning: isOver === 0,
  };
}

function toReversal({ targetId, input }: { targetId: string; input: unknown }): Change[] {
  const { role, expected } = done.parse(input);
  const back = givableWorkspaceRoles.find((one) => one === expected);
  if (expected !== null && back === undefined) return [];
  const [workspaceId = "", userId = ""] = targetId.split("/");
  return [{ workspaceId, userId, role: back ?? null, expected: role }];
}
