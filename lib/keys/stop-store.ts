import "server-only";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { toKeptSession } from "@/lib/auth/kept-session";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import type { Transaction } from "@/lib/db/database";
import { keyRotations } from "@/lib/db/own-tables";
import { AppError } from "@/lib/errors";
import { getKeyState, type KeyState } from "./mirror";
import { toKeyRefusal } from "./vocabulary";

type Rotation = typeof keyRotations.$inferSelect;

export const noStop = { stopAskedBy: null, stopAskedAt: null, ...toKeptSession(null), stopRunId: null };

export function toPlanned({ email, session }: Actor) {
  return { stopAskedBy: email, stopAskedAt: new Date(), ...toKeptSession(session), stopRunId: null };
}

export function toShownStop({ stopAskedBy: askedBy, stopAskedAt: askedAt, stopRunId: runId }: Rotation) {
  return askedBy !== null && askedAt !== null ? { askedBy, askedAt: askedAt.toISOString(), runId } : null;
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

/** @throws AppError conflict without a rotation, or if the stop is planned already */
export async function planStop(tx: Transaction, by: Permit<"keys:write">, keyId: string): Promise<void> {
  const isOpen = and(eq(keyRotations.keyId, keyId), isNull(keyRotations.finishedAt));
  const [found] = await tx.select().from(keyRotations).where(isOpen).for("update");
  const isPlanned = found && found.stopAskedBy !== null && found.stopRunId === null;
  if (!found || isPlanned) throw new AppError("conflict", "there is no rotation, or its stop is planned");
  await tx.update(keyRotations).set(toPlanned(by.actor)).where(isOpen);
}

const isWaiting = and(
  isNull(keyRotations.finishedAt),
  isNotNull(keyRotations.stopAskedBy),
  isNull(keyRotations.stopRunId),
);

/** @throws AppError conflict where nothing is planned, or the run has begun, which is cancelled as a run */
export async function cancelStop(tx: Transaction, keyId: string): Promise<void> {
  const cancelled = await tx
    .update(keyRotations)
    .set(noStop)
    .where(and(eq(keyRotations.keyId, keyId), isWaiting))
    .returning({ keyId: keyRotations.keyId });
  if (cancelled.length === 0) throw new AppError("conflict", "no stop is planned");
}

/** @throws AppError conflict if the plan has ended or was taken meanwhile, so that a key never stops twice */
export async function takeStop(tx: Transaction, keyId: string, askedAt: Date, runId: string): Promise<void> {
  const taken = await tx
    .update(keyRotations)
    .set({ stopRunId: runId })
    .where(and(eq(keyRotations.keyId, keyId), eq(keyRotations.stopAskedAt, askedAt), isWaiting))
    .returning({ keyId: keyRotations.keyId });
  if (taken.length === 0) throw new AppError("conflict", "the stop is no longer planned");
}
