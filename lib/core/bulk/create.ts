import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import type { Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { prepareCount } from "@/lib/core/entry/counted-changes";
import { countChanges, requireFreshFor } from "@/lib/core/entry/dangerous-operations";
import { AppError } from "@/lib/core/errors/errors";
import { countOpenRuns } from "./open-runs-store";
import { currentProposal } from "./proposal";
import { refuseMoreProposals } from "./proposal-store";
import { needsSecondAdmin } from "./second-admin";
import { wakeBulk } from "./start";
import { insertRun, type NewRow, type NewRun } from "./store";
import { maxRows } from "./vocabulary";

const maxOpenRuns = { ofPerson: 20, ofAll: 100, later: 200 };

/**
 * Hands the rows to the runner of any process. A target named twice runs once. `entry` belongs to the requesting action
 * and is settled together with the run.
 * @throws AppError invalid for no rows or too many; step_up_required
 */
export async function createRun(
  by: Permit<Permission>,
  /** `label`: what the entry is about, if not the operation. */
  given: NewRun & { label?: string },
  entry?: AuditEntry,
): Promise<{ runId: string }> {
  const rows = [
    ...new Map(given.rows.map((row) => [`${row.operation ?? ""} ${row.targetId}`, row])).values(),
  ];
  if (rows.length === 0) throw new AppError("invalid", "a run needs a row");
  if (rows.length > maxRows)
    throw new AppError("too_large", `a run has ${maxRows} rows at most`, { reason: "too_many_targets" });
  const { operation, params = {}, startsAt = null } = given;
  const counts = countByOperation(operation, rows);
  const proposal = currentProposal();
  if (entry) for (const one of counts.keys()) await requireFreshFor(by.actor, one, rows.length);
  await (proposal ? refuseMoreProposals(by.actor) : refuseMoreRuns(by.actor, startsAt));
  const needsApproval = given.needsApproval ?? (await needsSecond(by.actor, counts));
  const proposed = proposal && { ...proposal, needsSecond: needsApproval };
  const run = { id: randomUUID(), operation, params, rows, startsAt, needsApproval, proposed };
  // A run without an entry isn't started by anyone now; a planned stop, for example, was counted when it was planned. A
  // proposal is counted when it is started.
  const count = entry && !proposal && (await prepareCount(by.actor));
  const changes = rows.reduce((sum, row) => sum + countChanges(row.operation ?? operation, row.input), 0);
  const insert = async (tx: Transaction) => {
    if (count) await count(tx, changes);
    await insertRun(tx, by.actor, run);
    await given.alongside?.(tx, run.id);
  };
  if (entry) {
    // `act` is what this field is called in older entries, which can't be changed.
    const start = startsAt && { startsAt: startsAt.toISOString() };
    const after = { run: run.id, act: operation, ...params, ...start, ...proposal, rows: rows.length };
    const settled = proposal ? after : { ...after, needsApproval };
    await entry.settle({ outcome: "succeeded", label: given.label ?? operation, after: settled }, insert);
  } else await (await database()).transaction(insert);
  wakeBulk();
  return { runId: run.id };
}

export function countByOperation(
  operation: AuditAction,
  rows: readonly Pick<NewRow, "operation">[],
): Map<AuditAction, number> {
  const counts = new Map<AuditAction, number>();
  for (const row of rows) {
    const own = row.operation ?? operation;
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return counts;
}

export async function needsSecond(actor: Actor, counts: Map<AuditAction, number>): Promise<boolean> {
  for (const [operation, count] of counts)
    if (await needsSecondAdmin(actor, operation, { count })) return true;
  return false;
}

/** @throws AppError too_many_requests while so many runs of this person, or of everybody, are not over */
export async function refuseMoreRuns({ email }: Actor, startsAt: Date | null): Promise<void> {
  const { own, all, later } = await countOpenRuns(email);
  const isFull = own >= maxOpenRuns.ofPerson || all >= maxOpenRuns.ofAll;
  if (startsAt === null ? isFull : later >= maxOpenRuns.later)
    throw new AppError("too_many_requests", "too many runs are not over", { retryAfterSeconds: 60 });
}
