import "server-only";
import { recordCrossings } from "@/lib/budgets/crossings";
import { env } from "@/lib/env";
import { probePowers } from "@/lib/powers/sync";
import { fetchActorCosts, planActorCosts } from "@/lib/reports/actor-cost-sync";
import { addDays, type DayRange, toDay } from "@/lib/reports/search-params";
import { fetchWindow, planWindows, reportNames } from "@/lib/reports/sync";
import { syncDirectory } from "./directory";
import type { Job } from "./schema";
import type { JobState } from "./state";

export type Task = { job: Job; run: (signal: AbortSignal) => Promise<void> };
type ReportTask = Task & { day: string };
type Given = { states: Record<Job, JobState>; now: Date; isHeldOff: (job: Job) => boolean };

/** Days that people look at first: of these, no report waits for the history of another. */
const recentDays = 30;
const dayMs = 86_400_000;

/** What to do now: the directory when it is due, then what is due of the recent days, then of the history. */
export async function planTask(given: Given): Promise<Task | null> {
  const { states, now, isHeldOff } = given;
  if (!isHeldOff("directory") && isDirectoryDue(states.directory, now))
    return { job: "directory", run: syncDirectory };
  const due: ReportTask[] = [];
  for (const report of reportNames) {
    const task = await planReport(report, given);
    if (task) due.push(task);
  }
  const analytics = await planAnalytics(given);
  if (analytics) due.push(analytics);
  const recent = addDays(toDay(now), 1 - recentDays);
  const [first] = due.toSorted(
    (one, other) => toRank(one, recent) - toRank(other, recent) || compareNewest(one, other),
  );
  // What the key may do is nobody's first question, but it does not wait for the history.
  const isHistory = first === undefined || toRank(first, recent) > 1;
  if (isHistory && !isHeldOff("powers") && arePowersDue(states.powers, now))
    return { job: "powers", run: probePowers };
  return first ?? null;
}

/** Once a day, and when somebody asks for a sync. */
function arePowersDue(state: JobState, now: Date): boolean {
  const { finishedAt } = state;
  return !finishedAt || isRequested(state) || finishedAt.getTime() + dayMs <= now.getTime();
}

/** Cost and usage are what people come for; all else follows, but before the history of the two. */
function toRank({ job, day }: ReportTask, recent: string): number {
  if (job === "analytics") return 2;
  return (day >= recent ? 0 : 2) + (job === "cost" || job === "usage" ? 0 : 1);
}

function compareNewest(one: ReportTask, other: ReportTask): number {
  return other.day.localeCompare(one.day);
}

async function planReport(
  job: (typeof reportNames)[number],
  { states, now, isHeldOff }: Given,
): Promise<ReportTask | null> {
  if (isHeldOff(job)) return null;
  const today = toDay(now);
  const asked = isRequested(states[job]) ? { from: today, to: today } : undefined;
  const window = asked ?? (await planWindows(job, { now, historyDays: env.HISTORY_DAYS }))[0];
  return window ? { job, day: window.to, run: () => fetchReport(job, window) } : null;
}

/** What new cost means for the budgets is noted at once. */
async function fetchReport(job: (typeof reportNames)[number], window: DayRange): Promise<void> {
  await fetchWindow(job, window);
  if (job === "cost") await recordCrossings();
}

async function planAnalytics({ states, now, isHeldOff }: Given): Promise<ReportTask | null> {
  if (isHeldOff("analytics")) return null;
  const today = toDay(now);
  const asked = isRequested(states.analytics) ? { from: today, to: today } : undefined;
  const window = asked ?? (await planActorCosts({ now, historyDays: env.HISTORY_DAYS }));
  return window ? { job: "analytics", day: window.to, run: () => fetchActorCosts(window) } : null;
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
