import "server-only";
import { and, between, count, eq, sql } from "drizzle-orm";
import { addDays, countDays, type DayRange, listDays, toDay } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { getParts } from "@/lib/db/parts";
import { reportDays } from "@/lib/db/report-tables";
import { partOfReport, type ReportName, toKeptDays } from "@/lib/history/vocabulary";
import { sumStale } from "@/lib/reports/rollups/period-sums";
import { refuseDays, replaceDay, touchDay } from "@/lib/reports/rollups/replace-day";
import {
  type ReadDay,
  type Reading,
  type Refusal,
  readAccountsWindow,
  readClaudeCodeWindow,
  readCostWindow,
  readGeoWindow,
  readHoursWindow,
  readUsageWindow,
} from "./gateway";
import { getKnownDays, getLargestDay, type KnownDay } from "./known-days";
import { WriteBehind } from "./write-behind";

/** Hours are read only for recent days. */
export const reportNames = [
  "cost",
  "usage",
  "usage-geo",
  "usage-hours",
  "claude-code",
] as const satisfies ReportName[];
/** Accounts are read only if analytics, which have more, aren't available. */
type HistoryName = (typeof reportNames)[number] | "account-usage";

const minuteMs = 60_000;
const unsettledDays = 3;
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
/** The API sends a page at once, and it is held in memory. */
const maxRowsOfPage = 50_000;
const maxDaysOfPage = 31;
const firstPageDays = 7;
/** A page holds a week of hours; for reports with one request per day, a week is enough to lose. */
const maxDaysOfWindow = {
  cost: 31,
  usage: 31,
  "usage-geo": 31,
  "usage-hours": 7,
  "claude-code": 7,
  "account-usage": 31,
};

type Given = { now: Date; historyDays: number };

/** Newest first: unread days, and days that may have changed. */
export async function planWindows(report: HistoryName, given: Given): Promise<DayRange[]> {
  const oldest = addDays(toDay(given.now), 1 - given.historyDays);
  const known = await getKnownDays(report, oldest);
  const wanted = listHistory(report, given)
    .reverse()
    .filter((day) => isWanted(report, day, known.get(day), given.now));
  const firstDays = known.size === 0 ? firstPageDays : maxDaysOfPage;
  return toWindows(wanted, firstDays, maxDaysOfWindow[report]);
}

/**
 * Stores day by day, so that a kill loses at most two days.
 * @throws AppError as `readApi`; refused if the API doesn't even have the last days
 */
export async function fetchWindow(report: HistoryName, window: DayRange): Promise<void> {
  const askedAt = new Date();
  const pageDays = await getPageDays(report);
  const canNarrow = !(await isRefused(report, addDays(window.to, 1)));
  try {
    const refusal = await readers[report](window, pageDays, canNarrow);
    if (!refusal) return;
    if (!(await isLeftOut(report, refusal, askedAt))) throw refusal.error;
    await refuseDays(report, { from: window.from, to: refusal.upTo }, askedAt);
  } finally {
    // Also when the API fails midway: days were stored, and a server of an older version reads only the sums.
    await sumStale(report);
  }
}

/** Whether the API lacks these days or the whole report: an older one has no geography or accounts. */
async function isLeftOut(report: HistoryName, { upTo }: Refusal, askedAt: Date): Promise<boolean> {
  if (report === "usage-geo" || report === "account-usage") return true;
  return upTo < addDays(toDay(askedAt), -unsettledDays) && (await hasReadDay(report));
}

export async function getReportProgress({
  now,
  historyDays,
}: Given): Promise<{ done: number; total: number; requestsLeft: number }> {
  const db = await database();
  const today = toDay(now);
  const known = await db
    .select({ report: reportDays.report, days: count() })
    .from(reportDays)
    .where(between(reportDays.day, addDays(today, 1 - historyDays), today))
    .groupBy(reportDays.report);
  const progress = { done: 0, total: 0, requestsLeft: 0 };
  const parts = await getParts(now);
  for (const name of reportNames) {
    if (parts.isUnavailable(partOfReport[name])) continue;
    const total = toKeptDays(name, historyDays);
    const done = Math.min(total, known.find(({ report }) => report === name)?.days ?? 0);
    progress.done += done;
    progress.total += total;
    if (done === total) continue;
    const pageDays = name === "claude-code" ? 1 : await getPageDays(name);
    progress.requestsLeft += Math.ceil((total - done) / pageDays);
  }
  return progress;
}

type Reader = (window: DayRange, pageDays: number, canNarrow: boolean) => Promise<Refusal | null>;

const readers: Record<HistoryName, Reader> = {
  cost: toReader("cost", readCostWindow),
  usage: toReader("usage", readUsageWindow),
  "usage-geo": toReader("usage-geo", readGeoWindow),
  "usage-hours": toReader("usage-hours", readHoursWindow),
  "claude-code": toReader("claude-code", readClaudeCodeWindow),
  "account-usage": toReader("account-usage", readAccountsWindow),
};

function toReader(report: HistoryName, read: (reading: Reading) => Promise<Refusal | null>): Reader {
  return async (window, pageDays, canNarrow) => {
    const days = new WriteBehind<ReadDay>((day) => keepDay(report, day));
    try {
      return await read({ window, pageDays, canNarrow, keep: (day) => days.put(day) });
    } finally {
      await days.end();
    }
  };
}

async function keepDay(report: HistoryName, { day, rows, unreadable, askedAt }: ReadDay): Promise<void> {
  await (rows
    ? replaceDay(report, day, rows, askedAt, unreadable)
    : touchDay(report, day, askedAt, unreadable));
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
function toWindows(days: string[], firstDays: number, maxDays: number): DayRange[] {
  const windows: DayRange[] = [];
  for (const day of days) {
    const last = windows.at(-1);
    const most = windows.length === 1 ? Math.min(firstDays, maxDays) : maxDays;
    if (last && last.from === addDays(day, 1) && countDays(last) < most) last.from = day;
    else windows.push({ from: day, to: day });
  }
  return windows;
}

function listHistory(report: ReportName, { now, historyDays }: Given): string[] {
  const today = toDay(now);
  return listDays({ from: addDays(today, 1 - toKeptDays(report, historyDays)), to: today });
}

async function getPageDays(report: HistoryName): Promise<number> {
  const most = await getLargestDay(report);
  if (most === null) return firstPageDays;
  return Math.min(maxDaysOfWindow[report], Math.max(1, Math.floor(maxRowsOfPage / most)));
}

async function isRefused(report: HistoryName, day: string): Promise<boolean> {
  const db = await database();
  const isThat = and(eq(reportDays.report, report), eq(reportDays.day, day), eq(reportDays.isRefused, true));
  return (await db.select({ one: sql`1` }).from(reportDays).where(isThat)).length > 0;
}

async function hasReadDay(report: HistoryName): Promise<boolean> {
  const db = await database();
  const isRead = and(eq(reportDays.report, report), eq(reportDays.isRefused, false));
  return (await db.select({ one: sql`1` }).from(reportDays).where(isRead).limit(1)).length > 0;
}
