import "server-only";
import { sql } from "drizzle-orm";
import { listChangedSince } from "@/lib/core/audit/later-changes";
import type { Transaction } from "@/lib/core/db/database";
import { undoTurn } from "@/lib/core/db/locks";
import { AppError } from "@/lib/core/errors/errors";
import { undoneEntry } from "./vocabulary";

const field = sql`${undoneEntry}::text`;

/**
 * Of several runs that revert the same entry, stores only the first, however many are asked for at once.
 * @throws AppError conflict where another run is about to revert one of this run's entries, or has done so
 */
export async function refuseSecondUndo(tx: Transaction, runId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${undoTurn}))`);
  const { rows } = await tx.execute<{ id: string; isTaken: boolean }>(sql`
    select input ->> ${field} as id, exists (
      select 1 from bulk_runs join bulk_rows other on other.run_id = bulk_runs.id
      where bulk_runs.finished_at is null and bulk_runs.act = 'bulk.undo' and bulk_runs.id <> own.run_id
        and other.state in ('queued', 'running') and other.input ->> ${field} = own.input ->> ${field}
    ) as "isTaken"
    from bulk_rows own where run_id = ${runId}::uuid and input ? ${field}`);
  const ids = rows.map(({ id }) => id);
  if (rows.some(({ isTaken }) => isTaken) || (await listChangedSince(ids, tx)).size > 0)
    throw new AppError("conflict", "another run reverts this");
}

/**
 * A run may have waited, and its targets may look as they did although someone changed them and back.
 * @throws AppError conflict where the entry that this row reverts isn't the newest about it anymore
 */
export async function refuseOutdatedUndo(input: unknown): Promise<void> {
  const entryId: unknown =
    typeof input === "object" && input !== null ? Reflect.get(input, undoneEntry) : null;
  if (typeof entryId !== "string") return;
  if ((await listChangedSince([entryId])).size > 0)
    throw new AppError("conflict", "someone changed this again");
}
