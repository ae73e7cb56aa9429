import "server-only";
import { and, eq, gte, isNotNull, isNull } from "drizzle-orm";
import { toKeptSession } from "@/lib/core/auth/kept-session";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { toState } from "@/lib/core/bulk/list-read-model";
import { endRun, lockRun } from "@/lib/core/bulk/store";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { bulkRows, bulkRuns, keyRotations } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { getKeyState, type KeyState } from "./mirror";
import type { KeyRotation } from "./schema";
import { isRetried } from "./stop-tries-store";
import { type StopState, toKeyRefusal } from "./vocabulary";

type Rotation = typeof keyRotations.$inferSelect;
/** `runId`: its last run, which failed. */
export type StopPlan = { keyId: string; askedAt: Date; runId: string | null };

export const noStop = { stopAskedBy: null, stopAskedAt: null, ...toKeptSession(null), stopRunId: null };

export function toPlanned({ email, session }: Actor) {
  return { stopAskedBy: email, stopAskedAt: new Date(), ...toKeptSession(session), stopRunId: null };
}

/** A server of an earlier version starts a rotation anew without dropping the plan of the one before. */
export const isPlanned = and(
  isNull(keyRotations.finishedAt),
  isNotNull(keyRotations.stopAskedBy),
  gte(keyRotations.stopAskedAt, keyRotations.startedAt),
);

export async function findStop(
  keyId: string,
): Promise<Omit<NonNullable<KeyRotation["stop"]>, "askedByName"> | null> {
  const db = await database();
  const [found] = await db
    .select({ rotation: keyRotations, run: bulkRuns, row: bulkRows.state, isRetried: isRetried() })
    .from(keyRotations)
    .leftJoin(bulkRuns, eq(bulkRuns.id, keyRotations.stopRunId))
    .leftJoin(bulkRows, eq(bulkRows.runId, keyRotations.stopRunId))
    .where(and(eq(keyRotations.keyId, keyId), isPlanned));
  if (!found) return null;
  const { stopAskedBy: askedBy, stopAskedAt: askedAt, stopRunId: runId } = found.rotation;
  if (askedBy === null || askedAt === null) return null;
  const state = found.isRetried ? "retried" : toStopState(runId, found.run, found.row);
  return { askedBy, askedAt: askedAt.toISOString(), runId, state };
}

function toStopState(
  runId: string | null,
  run: typeof bulkRuns.$inferSelect | null,
  row: string | null,
): StopState {
  if (runId === null) return "planned";
  if (row === "succeeded" || row === "failed") return row;
  if (row === "cancelled") return "failed";
  if (run === null || row === "unknown") return "unknown";
  const state = toState(run, null);
  if (state === "expired") return "failed";
  return state === "pending" ? "pending" : "begun";
}

/** @throws AppError refused for a key that can't be deactivated; conflict for one that is off already */
export function refuseUnstoppable({ status }: KeyState): void {
  const reason = toKeyRefusal(status, "deactivate");
  if (reason) throw new AppError("refused", `a planned stop of a key that is ${status}`, { reason });
  if (status !== "active") throw new AppError("conflict", "the key is off already");
}

export async function readStoppable(by: Permit<"keys:write">, keyId: string): Promise<KeyState> {
  const key = await getKeyState(by, keyId);
  refuseUnstoppable(key);
  return key;
}

/**
 * `isOver`: a plan from before that is over, and only hasn't been ended.
 * @throws AppError conflict without a rotation, or while a stop is planned or its run isn't over
 */
export async function planStop(
  tx: Transaction,
  by: Permit<"keys:write">,
  { keyId, isOver }: { keyId: string; isOver: boolean },
): Promise<void> {
  const isOpen = and(eq(keyRotations.keyId, keyId), isNull(keyRotations.finishedAt));
  const [found] = await tx.select().from(keyRotations).where(isOpen).for("update");
  if (!found) throw new AppError("conflict", "there is no rotation");
  const plan = await lockPlan(tx, keyId);
  const run = plan?.stopRunId ? await lockRun(tx, plan.stopRunId) : null;
  const waits = plan && (plan.stopRunId === null || (await isWaitingToRetry(tx, keyId)));
  const isUnderWay = plan && ((waits && !isOver) || run?.finishedAt === null);
  if (isUnderWay) throw new AppError("conflict", "the stop is planned, or under way");
  await cancelStopRun(tx, found.stopRunId);
  await tx.update(keyRotations).set(toPlanned(by.actor)).where(isOpen);
}

async function isWaitingToRetry(tx: Transaction, keyId: string): Promise<boolean> {
  return (await tx.$count(keyRotations, and(eq(keyRotations.keyId, keyId), isRetried()))) > 0;
}

async function lockPlan(tx: Transaction, keyId: string): Promise<Rotation | null> {
  const isOfKey = and(eq(keyRotations.keyId, keyId), isPlanned);
  const [found] = await tx.select().from(keyRotations).where(isOfKey).for("update");
  return found ?? null;
}

/** @throws AppError conflict where nothing is planned, or the deactivation has begun or is over */
export async function cancelStop(tx: Transaction, keyId: string): Promise<void> {
  const plan = await lockPlan(tx, keyId);
  const waits = plan && (plan.stopRunId === null || (await isWaitingToRetry(tx, keyId)));
  const isCancelled = waits || (plan && (await cancelStopRun(tx, plan.stopRunId)));
  if (!isCancelled) throw new AppError("conflict", "no stop is planned");
  await tx.update(keyRotations).set(noStop).where(eq(keyRotations.keyId, keyId));
}

/** Says whether the run was cancelled before it sent anything. */
export async function cancelStopRun(tx: Transaction, runId: string | null): Promise<boolean> {
  const run = runId === null ? null : await lockRun(tx, runId);
  if (!run || run.finishedAt || run.cancelledAt) return false;
  await endRun(tx, run.id, { cancelledAt: new Date() });
  const ended = await lockRun(tx, run.id);
  return ended !== null && ended.finishedAt !== null;
}

/** @throws AppError conflict if this plan has ended or was taken meanwhile, so that a key never stops twice */
export function takeStop(tx: Transaction, plan: StopPlan, stopRunId: string): Promise<void> {
  return settlePlan(tx, plan, { stopRunId });
}

/** @throws AppError conflict if this plan has ended or was taken meanwhile: a newer one stays */
export function dropStop(tx: Transaction, plan: StopPlan): Promise<void> {
  return settlePlan(tx, plan, noStop);
}

async function settlePlan(
  tx: Transaction,
  { keyId, askedAt, runId }: StopPlan,
  to: Partial<Rotation>,
): Promise<void> {
  const isOfRun = runId === null ? isNull(keyRotations.stopRunId) : eq(keyRotations.stopRunId, runId);
  const isThis = and(eq(keyRotations.keyId, keyId), eq(keyRotations.stopAskedAt, askedAt), isOfRun);
  const settled = await tx
    .update(keyRotations)
    .set(to)
    .where(and(isThis, isPlanned))
    .returning({ keyId: keyRotations.keyId });
  if (settled.length === 0) throw new AppError("conflict", "the stop is no longer planned");
}
