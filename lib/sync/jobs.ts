import "server-only";
import { env } from "@/lib/env";
import { toDay } from "@/lib/reports/search-params";
import { fetchWindow, planWindows } from "@/lib/reports/sync";
import { syncDirectory } from "./directory";
import type { Job } from "./schema";
import type { JobState } from "./state";

export type Task = { job: Job; run: (signal: AbortSignal) => Promise<void> };
type Given = { states: Record<Job, JobState>; now: Date; isHeldOff: (job: Job) => boolean };

/** What to do now: the directory when it is due, then the newest day of cost or usage that is due, Claude Code last. */
export async function planTask(given: Given): Promise<Task | null> {
  const { states, now, isHeldOff } = given;
  if (!isHeldOff("directory") && isDirectoryDue(states.directory, now))
    return { job: "directory", run: syncDirectory };
  const [cost, usage] = [await planReport("cost", given), await planReport("usage", given)];
  if (cost && usage) return cost.day >= usage.day ? cost : usage;
  return cost ?? usage ?? (await planReport("claude-code", given));
}

async function planReport(
  job: Exclude<Job, "directory">,
  { states, now, isHeldOff }: Given,
): Promise<(Task & { day: string }) | null> {
  if (isHeldOff(job)) return null;
  const today = toDay(now);
  const asked = isRequested(states[job]) ? { from: today, to: today } : undefined;
  const window = asked ?? (await planWindows(job, { now, historyDays: env.HISTORY_DAYS }))[0];
  return window ? { job, day: window.to, run: () => fetchWindow(job, window) } : null;
}

/** A run that was cut short has started but not finished since, and is due again. */
function isDirectoryDue(state: JobState, now: Date): boolean {
  const { startedAt, finishedAt } = state;
  if (!startedAt || !finishedAt || finishedAt < startedAt || isRequested(state)) return true;
  return finishedAt.getTime() + env.SYNC_INTERVAL_SECONDS * 1000 <= now.getTime();
}

/** Whether somebody asked for a run and none began since. */
export function isRequested({ requestedAt, startedAt }: JobState): boolean {
  return requestedAt !== null && (startedAt === null || requestedAt > startedAt);
}
