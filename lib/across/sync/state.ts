import "server-only";
import { database } from "@/lib/core/db/client";
import { syncState } from "@/lib/core/db/own-tables";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import type { AppError } from "@/lib/core/errors/errors";
import { type Job, jobs } from "./schema";

export type JobState = {
  requestedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  failedAt: Date | null;
  errorCode: string | null;
  errorRequestId: string | null;
};

const untouched: JobState = {
  requestedAt: null,
  startedAt: null,
  finishedAt: null,
  failedAt: null,
  errorCode: null,
  errorRequestId: null,
};

export async function listJobStates(): Promise<Record<Job, JobState>> {
  const { jobs: rows } = await getStoreFacts();
  const toState = (job: Job) => rows.find((row) => row.job === job) ?? untouched;
  return {
    directory: toState("directory"),
    capabilities: toState("capabilities"),
    cost: toState("cost"),
    usage: toState("usage"),
    "usage-geo": toState("usage-geo"),
    "usage-hours": toState("usage-hours"),
    "claude-code": toState("claude-code"),
    analytics: toState("analytics"),
    peaks: toState("peaks"),
    compliance: toState("compliance"),
  };
}

export function isRunning({ startedAt, finishedAt, failedAt }: JobState): boolean {
  const endedAt = Math.max(finishedAt?.getTime() ?? 0, failedAt?.getTime() ?? 0);
  return startedAt !== null && startedAt.getTime() > endedAt;
}

/** The newest, because after a failure the engine may not try other jobs for a while. */
export function toLastFailed(states: Record<Job, JobState>): JobState | undefined {
  const toMs = ({ failedAt }: JobState) => failedAt?.getTime() ?? 0;
  return jobs
    .map((job) => states[job])
    .filter(({ errorCode }) => errorCode !== null)
    .toSorted((one, other) => toMs(other) - toMs(one))[0];
}

export async function requestJobs(requestedAt: Date): Promise<void> {
  for (const job of jobs) await saveJob(job, { requestedAt });
}

export async function markStarted(job: Job, startedAt: Date): Promise<void> {
  await saveJob(job, { startedAt });
}

export async function markFinished(job: Job, finishedAt: Date): Promise<void> {
  await saveJob(job, { finishedAt, failedAt: null, errorCode: null, errorRequestId: null });
}

export async function markFailed(job: Job, failedAt: Date, { code, failure }: AppError): Promise<void> {
  await saveJob(job, { failedAt, errorCode: code, errorRequestId: failure.requestId ?? null });
}

async function saveJob(job: Job, change: Partial<JobState>): Promise<void> {
  const db = await database();
  await db
    .insert(syncState)
    .values({ job, ...change })
    .onConflictDoUpdate({ target: syncState.job, set: change });
}
