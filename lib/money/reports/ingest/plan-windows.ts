import "server-only";
import { addDays, countDays, type DayRange, listDays, toDay } from "@/lib/core/format/calendar";
import { type ReportName, toKeptDays } from "@/lib/core/history/vocabulary";
import { getKnownDays, type KnownDay } from "./known-days";

/** Hours are read only for recent days. */
export const reportNames = [
  "cost",
  "usage",
  "usage-geo",
  "usage-hours",
  "claude-code",
] as const satisfies ReportName[];
/** Accounts are read only if analytics, which have more, aren't available. */
export type HistoryName = (typeof reportNames)[number] | "account-usage";

const minuteMs = 60_000;
export const unsettledDays = 3;
const todayMs = {
  cost: 5 * minuteMs,
  usage: 5 * minuteMs,
  "usage-geo": 15 * minuteMs,
  "usage-hours": 15 * minuteMs,
  "claude-code": 15 * minuteMs,
  "account-usage": 60 * minuteMs,
};
const unsettledMs = 60 * minuteMs;
/** Corrections of a month arrive until about a week after its end, so newer days are re-read once a week. */
const correctedDays = 38;
const recheckMs = 7 * 24 * 60 * minuteMs;
/**
 * A settled day with unreadable rows is requested again: the API may have fixed them, or a newer version may read them.
 */
const incompleteMs = 24 * 60 * minuteMs;
const maxDaysOfPage = 31;
export const firstPageDays = 7;
/** A page holds a week of hours; for reports with one request per day, a week is enough to lose. */
export const maxDaysOfWindow = {
  cost: 31,
  usage: 31,
  "usage-geo": 31,
  "usage-hours": 7,
  "claude-code": 7,
  "account-usage": 31,
};

export type HistorySpan = { now: Date; historyDays: number };

/** Newest first: unread days, and days that may have changed. */
export async function planWindows(report: HistoryName, given: HistorySpan): Promise<DayRange[]> {
  const oldest = addDays(toDay(given.now), 1 - given.historyDays);
  const known = await getKnownDays(report, oldest);
  const wanted = listHistory(report, given)
    .reverse()
    .filter((day) => isWanted(report, day, known.get(day), given.now));
  const firstDays = known.size === 0 ? firstPageDays : maxDaysOfPage;
  return toWindows(wanted, firstDays, maxDaysOfWindow[report]);
}

function isWanted(report: HistoryName, day: string, known: KnownDay | undefined, now: Date): boolean {
  if (!known) return true;
  if (known.isRefused) return false;
  const age = countDays({ from: day, to: toDay(now) }) - 1;
  const restMs = now.getTime() - known.fetchedAt.getTime();
  if (age <= 0) return restMs > todayMs[report];
  if (age <= unsettledDays) return restMs > unsettledMs;
  if (known.isIncomplete) return restMs > incompleteMs;
  if (age <= correctedDays && restMs > recheckMs) return true;
  // Last read while it could still change, because the server was off since.
  return toDay(known.fetchedAt) < addDays(day, unsettledDays);
}

/** Runs of neighboring days, newest first; `days` are descending. */
export function toWindows(days: string[], firstDays: number, maxDays: number): DayRange[] {
  const windows: DayRange[] = [];
  for (const day of days) {
    const last = windows.at(-1);
    const most = windows.length === 1 ? Math.min(firstDays, maxDays) : maxDays;
    if (last && last.from === addDays(day, 1) && countDays(last) < most) last.from = day;
    else windows.push({ from: day, to: day });
  }
  return windows;
}

function listHistory(report: ReportName, { now, historyDays }: HistorySpan): string[] {
  const today = toDay(now);
  return listDays({ from: addDays(today, 1 - toKeptDays(report, historyDays)), to: today });
}
