import "server-only";
import { requestBudget } from "@/lib/core/admin-api/budget";
import type { Permit } from "@/lib/core/auth/permit";
import { getParts } from "@/lib/core/db/parts";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import { keptRead } from "@/lib/core/entry/kept-read";
import { env } from "@/lib/core/env/env";
import { toDay } from "@/lib/core/format/calendar";
import { getReportProgress } from "@/lib/money/reports/ingest/sync";
import { listIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { type Job, jobs, type SyncStatus, syncStatus } from "./schema";
import { isRunning, type JobState, listJobStates, toLastFailed } from "./state";

/** Reads only the database, so that every replica reports the same. */
export async function getSyncStatus(by: Permit<"sync:read">): Promise<SyncStatus> {
  const [status, queueLength] = await Promise.all([readStored(by), requestBudget().countAllWaiting()]);
  return { ...status, queueLength };
}

const stored = syncStatus.omit({ queueLength: true });

const readStored = keptRead("standing", async (_by: Permit<"sync:read">) => {
  const now = new Date();
  const [states, { organizationName }, progress, parts, incompleteDays] = await Promise.all([
    listJobStates(),
    getStoreFacts(),
    getReportProgress({ now, historyDays: env.HISTORY_DAYS }),
    getParts(now),
    listIncompleteDays(),
  ]);
  const statuses = jobs.map((job) => toStatus(job, states[job]));
  const { done, total, requestsLeft } = progress;
  return stored.parse({
    organizationName,
    isSandbox: env.isSandbox,
    isRunning: statuses.some(({ isRunning }) => isRunning),
    lastSyncedAt: states.directory.finishedAt?.toISOString() ?? null,
    directory: statuses[0],
    jobs: statuses,
    reports: { done, total, etaSeconds: toEtaSeconds(requestsLeft) },
    error: toFailure(toLastFailed(states)),
    unavailable: parts.unavailable,
    kind: parts.kind,
    today: toDay(now),
    incompleteDays,
  });
});

function toStatus(job: Job, state: JobState) {
  return {
    job,
    startedAt: state.startedAt?.toISOString() ?? null,
    finishedAt: state.finishedAt?.toISOString() ?? null,
    isRunning: isRunning(state),
    error: toFailure(state),
  };
}

function toFailure(state: JobState | undefined) {
  if (!state?.errorCode) return null;
  return { code: state.errorCode, ...(state.errorRequestId && { requestId: state.errorRequestId }) };
}

/** The request budget limits the backfill to nine tenths. */
function toEtaSeconds(requestsLeft: number): number | null {
  return requestsLeft === 0 ? null : Math.ceil((requestsLeft * 60) / (env.requestsPerMinute * 0.9));
}
