import "server-only";
import { and, between, eq, inArray, isNull } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { keyRotations } from "@/lib/core/db/own-tables";
import { usageKeyRollups } from "@/lib/core/db/report-tables";
import { AppError } from "@/lib/core/errors/errors";
import { countDays, listDays, toDay, toDaysWithToday } from "@/lib/core/format/calendar";
import { findPeople } from "@/lib/core/organization/people";
import type { RotateKeyInput } from "./change-schema";
import { isTrafficKnown } from "./impact-read-model";
import { findKeyRow } from "./list-read-model";
import { getKeyState } from "./mirror";
import { isPlanOver } from "./planned-stops-store";
import { type KeyRotation, type KeyRow, keyRotation } from "./schema";
import { cancelStopRun, findStop, noStop, refuseUnstoppable, toPlanned } from "./stop-store";

const shownDays = 14;

export async function findRotation(
  by: Permit<"keys:read">,
  key: KeyRow,
  now = new Date(),
): Promise<KeyRotation | null> {
  const db = await database();
  const [found] = await db
    .select()
    .from(keyRotations)
    .where(and(eq(keyRotations.keyId, key.id), isNull(keyRotations.finishedAt)));
  if (!found) return null;
  const days = listDays(toDaysWithToday(shownDays, now));
  const replacement = await findKeyRow(by, found.replacementId);
  const tokens = await sumByDay(replacement ? [key.id, replacement.id] : [key.id], days);
  const stop = (await isPlanOver(key.id, now)) ? null : await findStop(key.id);
  const toPerson = await findPeople(by.actor, [found.startedBy, stop?.askedBy ?? null]);
  return keyRotation.parse({
    replacement,
    startedBy: found.startedBy,
    startedByName: toPerson(found.startedBy).name,
    startedAt: found.startedAt.toISOString(),
    stop: stop && { ...stop, askedByName: toPerson(stop.askedBy).name },
    silentDays: (await isTrafficKnown(now)) ? countSilentDays(key, now) : null,
    today: toDay(now),
    days: days.map((day) => ({
      day,
      before: tokens.get(`${key.id} ${day}`) ?? 0,
      after: replacement && (tokens.get(`${replacement.id} ${day}`) ?? 0),
    })),
  });
}

async function sumByDay(keyIds: string[], days: readonly string[]): Promise<Map<string, number>> {
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const db = await database();
  const rows = await db
    .select()
    .from(usageKeyRollups)
    .where(and(inArray(usageKeyRollups.apiKeyId, keyIds), between(usageKeyRollups.day, from, to)));
  return new Map(rows.map(({ apiKeyId, day, tokens }) => [`${apiKeyId} ${day}`, tokens]));
}

function countSilentDays({ lastUsedOn, createdAt }: KeyRow, now: Date): number {
  const from = lastUsedOn ?? createdAt?.slice(0, 10);
  if (!from) return 0;
  return Math.max(0, countDays({ from, to: toDay(now) }) - 2);
}

export async function readRotated(
  by: Permit<"keys:write">,
  { keyId, replacementId, stopsWhenQuiet }: RotateKeyInput,
) {
  const key = await getKeyState(by, keyId);
  const replacement = await getKeyState(by, replacementId);
  if (key.status === "archived")
    throw new AppError("refused", "the key is archived", { reason: "archived_key" });
  if (replacement.status !== "active" || keyId === replacementId)
    throw new AppError("refused", "the replacement cannot take over", { reason: "unfit_replacement" });
  if (stopsWhenQuiet) refuseUnstoppable(key);
  return { label: key.name, replacement: replacement.name };
}

export async function putRotation(
  tx: Transaction,
  by: Permit<"keys:write">,
  { keyId, replacementId, stopsWhenQuiet }: RotateKeyInput,
): Promise<void> {
  const isOfKey = eq(keyRotations.keyId, keyId);
  const [former] = await tx.select().from(keyRotations).where(isOfKey).for("update");
  await cancelStopRun(tx, former?.stopRunId ?? null);
  const row = {
    replacementId,
    startedBy: by.actor.email,
    startedAt: new Date(),
    finishedAt: null,
    ...(stopsWhenQuiet ? toPlanned(by.actor) : noStop),
  };
  await tx
    .insert(keyRotations)
    .values({ keyId, ...row })
    .onConflictDoUpdate({ target: keyRotations.keyId, set: row });
}

/**
 * A stop that waits is cancelled with it.
 * @throws AppError conflict where it is over already
 */
export async function endRotation(tx: Transaction, keyId: string): Promise<void> {
  const [ended] = await tx
    .update(keyRotations)
    .set({ finishedAt: new Date() })
    .where(and(eq(keyRotations.keyId, keyId), isNull(keyRotations.finishedAt)))
    .returning({ runId: keyRotations.stopRunId });
  if (!ended) throw new AppError("conflict", "no rotation is under way");
  await cancelStopRun(tx, ended.runId);
}
