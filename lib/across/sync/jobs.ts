import "server-only";
import { keepFirstYear } from "@/lib/across/trial/first-year";
import { keepPastWork } from "@/lib/across/trial/past-work";
import type { KnownParts } from "@/lib/core/db/judge-parts";
import { getParts } from "@/lib/core/db/parts";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, type DayRange, dayMs, toDay } from "@/lib/core/format/calendar";
import { partOfReport } from "@/lib/core/history/vocabulary";
import { probeCapabilities } from "@/lib/directory/capabilities/sync";
import { startPlannedStops } from "@/lib/directory/keys/planned-stops";
import { planPeaks, readPeaks } from "@/lib/directory/limits/peaks";
import { planCompliance } from "@/lib/governance/compliance/sync";
import { recordCrossings } from "@/lib/money/budgets/crossings";
import { fetchActorCosts, planActorCosts } from "@/lib/money/reports/ingest/actor-cost-sync";
import { getActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { fetchActorUsage, planActorUsage } from "@/lib/money/reports/ingest/actor-usage-sync";
import { planWindows, reportNames } from "@/lib/money/reports/ingest/plan-windows";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import type { Rest } from "@/lib/money/reports/ingest/turn";
import { recordUnusualDays } from "@/lib/money/spend/unusual-alarms";
import { syncDirectory } from "./directory";
import { forgetFailures, noteAnswer, settleRefusals } from "./parts";
import type { Job } from "./schema";
import type { JobState } from "./state";

export type Task = { job: Job; run: (signal: AbortSignal) => Promise<void> };
type ReportTask = Task & { day: string };
type Given = { states: Record<Job, JobState>; now: Date; isHeldOff: (job: Job) => boolean };

const recentDays = 30;
const hourMs = 3_600_000;

export async function planTask(given: Given): Promise<Task | null> {
  const { states, now, isHeldOff } = given;
  if (!isHeldOff("directory") && isDirectoryDue(states.directory, now))
    return { job: "directory", run: env.isSandbox ? syncSandbox : syncDirectory };
  const due: ReportTask[] = [];
  const parts = await getParts(now);
  for (const report of reportNames) {
    const task = await planReport(report, given, parts);
    if (task) due.push(task);
  }
  const analytics = await planAnalytics(given, parts);
  if (analytics) due.push(analytics);
  const recent = toRecent(now);
  const [first] = due.toSorted(
    (one, other) => toRank(one, recent) - toRank(other, recent) || compareNewest(one, other),
  );
  // The key's permissions aren't urgent, but they don't wait for the history.
  if (first && toRank(first, recent) <= 1) return first;
  if (!isHeldOff("capabilities") && areCapabilitiesDue(states.capabilities, now, parts))
    return { job: "capabilities", run: readCapabilities };
  return (await planActivities(given, first)) ?? planPeakMinutes(given);
}

async function syncSandbox(signal: AbortSignal): Promise<void> {
  await syncDirectory(signal);
  await keepFirstYear();
}

/** Runs after each directory sync. Its own history waits for the other history. */
async function planActivities({ states, now, isHeldOff }: Given, first?: Task): Promise<Task | null> {
  if (isHeldOff("compliance")) return first ?? null;
  const task = await planCompliance({ now, isRequested: isRequested(states.compliance) });
  if (!task || (task.isHistory && first)) return first ?? null;
  return { job: "compliance", run: task.run };
}

/** Last: peaks of rate limits wait until everything else is known. */
async function planPeakMinutes({ states, now, isHeldOff }: Given): Promise<Task | null> {
  if (isHeldOff("peaks")) return null;
  const plan = await planPeaks(now, isRequested(states.peaks));
  return plan && { job: "peaks", run: (signal) => readPeaks(plan, signal) };
}

/** Daily and on request; hourly during the first day of a missing part. */
function areCapabilitiesDue(state: JobState, now: Date, { unavailableSince }: KnownParts): boolean {
  const { finishedAt } = state;
  if (!finishedAt || isRequested(state)) return true;
  const isNew = unavailableSince !== null && now.getTime() - unavailableSince.getTime() < dayMs;
  return finishedAt.getTime() + (isNew ? hourMs : dayMs) <= now.getTime();
}

async function readCapabilities(signal: AbortSignal): Promise<void> {
  await probeCapabilities(signal);
  await forgetFailures(await getParts());
}

/** Cost and usage come first; everything else follows, but before the history of the two. */
function toRank({ job, day }: ReportTask, recent: string): number {
  if (job === "analytics") return 2;
  return (day >= recent ? 0 : 2) + (job === "cost" || job === "usage" ? 0 : 1);
}

function toRecent(now: Date): string {
  return addDays(toDay(now), 1 - recentDays);
}

/** What may be read in one go: recent days or the history, because recent days of other reports come between. */
function toTurn(windows: readonly DayRange[], now: Date): DayRange[] {
  const [first] = windows;
  const isRecent = ({ to }: DayRange) => to >= toRecent(now);
  return first ? windows.filter((window) => isRecent(window) === isRecent(first)) : [];
}

function compareNewest(one: ReportTask, other: ReportTask): number {
  return other.day.localeCompare(one.day);
}

async function planReport(
  job: (typeof reportNames)[number],
  { states, now, isHeldOff }: Given,
  parts: KnownParts,
): Promise<ReportTask | null> {
  if (isHeldOff(job) || parts.isUnavailable(partOfReport[job])) return null;
  const today = toDay(now);
  const asked = isRequested(states[job]) ? { from: today, to: today } : undefined;
  const windows = asked ? [asked] : await planWindows(job, { now, historyDays: env.HISTORY_DAYS });
  const [first, ...rest] = toTurn(windows, now);
  if (!first) return null;
  const run = (signal: AbortSignal) =>
    fetchReport(job, first, { rest: { windows: rest, signal }, parts, signal });
  return { job, day: first.to, run };
}

type Asked = { rest: Rest; parts: KnownParts; signal: AbortSignal };

/** Updates budgets right after new cost, and stops replaced keys right after new traffic shows that they are quiet. A report that this organization doesn't have isn't a failure. */
async function fetchReport(
  job: (typeof reportNames)[number],
  window: DayRange,
  { rest, parts, signal }: Asked,
): Promise<void> {
  const part = partOfReport[job];
  const error = await fetchWindow(job, window, rest).then(() => null, toRefusal);
  const [failure] = error ? await settleRefusals([{ part, error }], signal) : [];
  if (failure) throw failure;
  if (error) return;
  await noteAnswer(part, parts);
  if (job === "usage") await startPlannedStops();
  if (job !== "cost") return;
  await recordCrossings();
  await recordUnusualDays();
  if (env.isSandbox) await keepPastWork();
}

function toRefusal(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  throw cause;
}

/** Whichever of cost and usage has the newer unread day, so that neither waits for the other's history. */
async function planAnalytics(
  { states, now, isHeldOff }: Given,
  parts: KnownParts,
): Promise<ReportTask | null> {
  if (isHeldOff("analytics")) return null;
  const today = toDay(now);
  if (isRequested(states.analytics)) return { job: "analytics", day: today, run: () => fetchToday(today) };
  const given = { now, historyDays: env.HISTORY_DAYS };
  const costs = toTurn(await planActorCosts(given), now);
  const usage = toTurn(await planActorUsage(given), now);
  const isUsageNewer = usage[0] && (!costs[0] || usage[0].to > costs[0].to);
  if (costs[0] && !isUsageNewer) return toAnalyticsTask(fetchActorCosts, costs);
  if (usage[0]) return toAnalyticsTask(fetchActorUsage, usage);
  const accounts = parts.isUnavailable(partOfReport["account-usage"]) ? [] : await planAccounts(given);
  return toAnalyticsTask((window, rest) => fetchWindow("account-usage", window, rest), toTurn(accounts, now));
}

function toAnalyticsTask(
  fetch: (window: DayRange, rest: Rest) => Promise<void>,
  [first, ...windows]: DayRange[],
): ReportTask | null {
  if (!first) return null;
  return { job: "analytics", day: first.to, run: (signal) => fetch(first, { windows, signal }) };
}

async function fetchToday(today: string): Promise<void> {
  await fetchActorCosts({ from: today, to: today });
  await fetchActorUsage({ from: today, to: today });
}

/** The messages report by account is used only if analytics aren't available. */
async function planAccounts(given: { now: Date; historyDays: number }): Promise<DayRange[]> {
  if ((await getActorUsageCapability())?.isGranted !== false) return [];
  return planWindows("account-usage", given);
}

/** An interrupted run has started but not finished, and is due again. */
function isDirectoryDue(state: JobState, now: Date): boolean {
  const { startedAt, finishedAt } = state;
  if (!startedAt || !finishedAt || finishedAt < startedAt || isRequested(state)) return true;
  return finishedAt.getTime() + env.SYNC_INTERVAL_SECONDS * 1000 <= now.getTime();
}

export function isRequested({ requestedAt, startedAt }: JobState): boolean {
  return requestedAt !== null && (startedAt === null || requestedAt > startedAt);
}
