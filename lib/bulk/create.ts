import "server-only";
import type { AuditAction } from "@/lib/audit/vocabulary";
import type { Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { insertRun } from "./mirror";
import { wakeBulk } from "./start";
import { mostRows } from "./vocabulary";

export type NewRow = { targetId: string; label: string; input?: Record<string, unknown> };

export type NewRun = {
  act: AuditAction;
  /** What all rows share, such as the new role. */
  params?: Record<string, unknown>;
  rows: readonly NewRow[];
  /** Nothing is done before another admin agrees. */
  needsApproval?: boolean;
};

/**
 * Hands the rows to the runner, of whichever process. A target named twice is done once.
 * @throws AppError invalid where there is no row, or too many
 */
export async function createRun(by: Permit<Permission>, run: NewRun): Promise<{ runId: string }> {
  const rows = [...new Map(run.rows.map((row) => [row.targetId, row])).values()];
  if (rows.length === 0) throw new AppError("invalid", "a run needs a row");
  if (rows.length > mostRows) throw new AppError("too_large", `a run has ${mostRows} rows at most`);
  const db = await database();
  const runId = await db.transaction((tx) => insertRun(tx, by.actor, { ...run, rows }));
  wakeBulk();
  return { runId };
}
