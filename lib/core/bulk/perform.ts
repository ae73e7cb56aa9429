import "server-only";
import { type AuditEntry, findEntry, openEntry } from "@/lib/core/audit/entry";
import { findAbsentActor } from "@/lib/core/auth/absent-actor";
import { getActor } from "@/lib/core/auth/actor";
import { confirmStanding } from "@/lib/core/auth/standing";
import { AppError, type ErrorCode, type Failure } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import type { BulkOperation, OperationRow } from "./operation";
import { confirmHold, type Ending, type TakenRow } from "./queue-store";
import { refuseAlone } from "./second-admin";
import { refuseOutdatedUndo } from "./undone-store";

/**
 * Runs one row with its own audit entry and the current rights of the person who started the run. An entry that a crash
 * left open is continued; one that was settled before the crash is only read.
 */
export async function performRow(
  taken: TakenRow,
  operation: BulkOperation | undefined,
  worker: string,
): Promise<Ending> {
  try {
    if (!operation) throw new AppError("internal", `the operation ${taken.operation} no longer exists`);
    return await perform(taken, operation, worker);
  } catch (cause) {
    return toEnding(cause);
  }
}

async function perform(taken: TakenRow, operation: BulkOperation, worker: string): Promise<Ending> {
  const { params, targetId, label, input, isDoubtful, entryId } = taken;
  const row: OperationRow = { targetId, label, input };
  const { actor, refusal } = await findAbsentActor(taken.createdBy, taken, new Date(taken.createdAt));
  const known = await findEntry(entryId);
  if (known?.settled) {
    if (known.settled.outcome !== "succeeded") return toSettled(known.settled);
    if (actor) await operation.conclude({ actor, row, params });
    return { state: "succeeded" };
  }
  if (!actor) {
    // As with actions, an entry names who acted, so a row whose starter is unknown opens none.
    await known?.entry.settle({ outcome: "unknown", label, errorCode: "forbidden" });
    throw new AppError("forbidden", `${taken.createdBy} may not act any more`, {
      reason: refusal ?? undefined,
    });
  }
  const entry = known?.entry ?? (await openEntry({ ...toOpening(taken, operation), actor }));
  const { found, confirm } = createConfirm(taken, entry, worker);
  try {
    const confirmed = await confirmStanding(actor);
    // When the run started, earlier operations of the person may not have been counted yet.
    if (taken.agreedBy === null) await refuseAlone(confirmed, operation.name, entry);
    else await refuseFormer(taken.agreedBy);
    await refuseOutdatedUndo(input);
    await operation.perform({ entry, actor: confirmed, row, params, isDoubtful, confirm });
    return { state: "succeeded" };
  } catch (cause) {
    if (found.isOver) return { state: "cancelled" };
    const ending = toEnding(cause);
    if (entry.isSettled) return ending;
    const outcome = entry.isSent ? "unknown" : "failed";
    await entry.settle({ outcome, label, errorCode: ending.errorCode, requestId: ending.requestId });
    return { ...ending, state: outcome };
  }
}

/** A process that was paused may find its row in other hands, and after a crash, a run may have ended in between. */
function createConfirm(taken: TakenRow, entry: AuditEntry, worker: string) {
  const found = { isOver: false };
  const confirm = async () => {
    const hold = await confirmHold(worker, taken);
    if (hold === "held") return;
    if (hold === "lost") entry.leave();
    found.isOver = hold === "over";
    throw new AppError("conflict", `the row may not be sent any more: its hold is ${hold}`);
  };
  return { found, confirm };
}

/** @throws AppError forbidden if who agreed to the run isn't an admin any more */
async function refuseFormer(agreedBy: string): Promise<void> {
  const approver = await getActor(agreedBy);
  if (approver?.persona !== "admin")
    throw new AppError("forbidden", `${agreedBy} isn't an admin any more`, { reason: "approver_gone" });
}

function toOpening({ entryId, targetId, runId, params, input }: TakenRow, { name }: BulkOperation) {
  const request = { ...Object(params), ...Object(input), run: runId };
  return { entryId, action: name, targetId, request };
}

type Settled = {
  outcome: "succeeded" | "failed" | "unknown";
  errorCode: string | null;
  requestId: string | null;
};

function toSettled({ outcome, errorCode, requestId }: Settled): Ending {
  return { state: outcome, errorCode: errorCode ?? undefined, requestId: requestId ?? undefined };
}

function toEnding(cause: unknown): Ending & { errorCode: ErrorCode } {
  const { code, reason, requestId } = toFailure(cause);
  return { state: code === "outcome_unknown" ? "unknown" : "failed", errorCode: code, reason, requestId };
}

function toFailure(cause: unknown): Failure {
  if (cause instanceof AppError) return cause.failure;
  log.error({ err: cause }, "a row of a bulk change failed unexpectedly");
  return { code: "internal" };
}
