import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditEntry } from "@/lib/audit/entry";
import type { AuditAction } from "@/lib/audit/vocabulary";
import type { Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import { database, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { getSetting } from "@/lib/settings/mirror";
import { insertRun } from "./mirror";
import { wakeBulk } from "./start";
import { mostRows } from "./vocabulary";

export type NewRow = { targetId: string; label: string; input?: Record<string, unknown> };

export type NewRun = {
  act: AuditAction;
  /** What all rows share, such as the new role. */
  params?: Record<string, unknown>;
  rows: readonly NewRow[];
  /** Whether nothing is done before another admin agrees; the two-person rule decides where it is left out. */
  needsApproval?: boolean;
};

/** What the two-person rule is about: these from so many rows on. */
const weighty: Partial<Record<AuditAction, number>> = {
  "workspace.archive": 1,
  "member.remove": 2,
  "api_key.archive": 2,
};

/**
 * Hands the rows to the runner, of whichever process. A target named twice is done once. `entry` is the one of the
 * action that asks: it is settled together with the run.
 * @throws AppError invalid where there is no row, or too many
 */
export async function createRun(
  by: Permit<Permission>,
  given: NewRun,
  entry?: AuditEntry,
): Promise<{ runId: string }> {
  const rows = [...new Map(given.rows.map((row) => [row.targetId, row])).values()];
  if (rows.length === 0) throw new AppError("invalid", "a run needs a row");
  if (rows.length > mostRows) throw new AppError("too_large", `a run has ${mostRows} rows at most`);
  const { act, params = {}, needsApproval = await needsSecond(act, rows.length) } = given;
  const run = { id: randomUUID(), act, params, rows, needsApproval };
  const insert = (tx: Transaction) => insertRun(tx, by.actor, run);
  if (entry) {
    const after = { run: run.id, act, ...params, rows: rows.length, needsApproval };
    await entry.settle({ outcome: "succeeded", label: act, after }, insert);
  } else await (await database()).transaction(insert);
  wakeBulk();
  return { runId: run.id };
}

async function needsSecond(act: AuditAction, rows: number): Promise<boolean> {
  return rows >= (weighty[act] ?? Number.POSITIVE_INFINITY) && (await getSetting("two_person_rule"));
}
