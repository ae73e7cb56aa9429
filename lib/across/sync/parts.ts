import "server-only";
import { and, inArray, isNotNull } from "drizzle-orm";
import { isAbsence } from "@/lib/core/admin-api/absence";
import { database } from "@/lib/core/db/client";
import type { KnownParts } from "@/lib/core/db/judge-parts";
import { syncState } from "@/lib/core/db/own-tables";
import { getParts } from "@/lib/core/db/parts";
import type { AppError } from "@/lib/core/errors/errors";
import { partOfReport } from "@/lib/core/history/vocabulary";
import { log } from "@/lib/core/log/log";
import { saveCapability } from "@/lib/directory/capabilities/store";
import { probeCapabilities } from "@/lib/directory/capabilities/sync";
import type { Capability } from "@/lib/directory/capabilities/vocabulary";
import { reportNames } from "@/lib/money/reports/ingest/plan-windows";
import type { Job } from "./schema";
import { listJobStates, markFinished } from "./state";

export type Refusal = { part: Capability; error: AppError };

/** A refused part is checked along with all others, but not on every attempt. */
const probeAgainMs = 3_600_000;

/** @returns the refusals that are failures, without parts that this kind of organization doesn't have */
export async function settleRefusals(
  refusals: readonly Refusal[],
  signal?: AbortSignal,
): Promise<AppError[]> {
  const absent = refusals.filter(({ error }) => isAbsence(error));
  if (absent.length === 0) return refusals.map(({ error }) => error);
  for (const { part, error } of absent) await saveCapability(part, error, new Date());
  if (await isProbeOld()) {
    await probeCapabilities(signal);
    await markFinished("capabilities", new Date());
  }
  const parts = await getParts();
  await forgetFailures(parts);
  for (const { part, error } of absent)
    if (parts.isUnavailable(part))
      log.info({ part, code: error.code }, `this organization does not have ${part}`);
  return refusals.filter(({ part }) => !parts.isUnavailable(part)).map(({ error }) => error);
}

export async function noteAnswer(part: Capability, parts: KnownParts): Promise<void> {
  const state = parts.states.get(part);
  if (state !== undefined && state !== "available") await saveCapability(part, null, new Date());
}

/** Failures from before it was known that the part doesn't exist. */
export async function forgetFailures(parts: KnownParts): Promise<void> {
  const moot = reportNames.filter((report) => parts.isUnavailable(partOfReport[report]));
  if (moot.length === 0) return;
  const db = await database();
  await db
    .update(syncState)
    .set({ failedAt: null, errorCode: null, errorRequestId: null })
    .where(and(inArray(syncState.job, moot satisfies Job[]), isNotNull(syncState.errorCode)));
}

async function isProbeOld(): Promise<boolean> {
  const { finishedAt } = (await listJobStates()).capabilities;
  return finishedAt === null || Date.now() - finishedAt.getTime() > probeAgainMs;
}
