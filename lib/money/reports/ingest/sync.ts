import "server-only";
import { and, between, count, eq, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { getParts } from "@/lib/core/db/parts";
import { reportDays } from "@/lib/core/db/report-tables";
import { addDays, type DayRange, toDay } from "@/lib/core/format/calendar";
import { partOfReport, toKeptDays } from "@/lib/core/history/vocabulary";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { refuseDays, replaceDay, touchDay } from "@/lib/money/reports/rollups/replace-day";
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
import { getLargestDay } from "./known-days";
import {
  firstPageDays,
  type HistoryName,
  type HistorySpan,
  maxDaysOfWindow,
  reportNames,
  unsettledDays,
} from "./plan-windows";
import { type Rest, startTurn } from "./turn";
import { WriteBehind } from "./write-behind";

/** The API sends a page at once, and it is held in memory. */
const maxRowsOfPage = 50_000;

/**
 * Reads the window, and the rest as long as other reports needn't wait for it. Stores day by day, so that a kill loses
 * only the days that were read ahead. A window of the rest that fails ends the turn: it is the first of the next one, and
 * what follows from the first window must not wait for it.
 * @throws AppError as `readApi`; refused if the API doesn't even have the last days
 */
export async function fetchWindow(report: HistoryName, window: DayRange, rest?: Rest): Promise<void> {
  const days = new WriteBehind<ReadDay>((day) => keepDay(report, day));
  const turn = startTurn(rest?.signal);
  try {
    let isEnd = await readWindow(report, window, days);
    for (const next of rest?.windows ?? []) {
      if (isEnd || turn.isOver()) break;
      isEnd = await readWindow(report, next, days).catch(() => true);
    }
  } finally {
    // Also when the API fails midway: days were stored, and a server of an older version reads only the sums.
    await days.end().finally(() => sumStale(report));
  }
}

/** @returns whether the API doesn't have some of these days, and so nothing before them */
async function readWindow(
  report: HistoryName,
  window: DayRange,
  days: WriteBehind<ReadDay>,
): Promise<boolean> {
  const askedAt = new Date();
  const pageDays = await getPageDays(report);
  const canNarrow = !(await isRefused(report, addDays(window.to, 1)));
  const refusal = await read[report]({ window, pageDays, canNarrow, keep: (day) => days.put(day) });
  if (!refusal) return false;
  await days.end();
  if (!(await isLeftOut(report, refusal, askedAt))) throw refusal.error;
  await refuseDays(report, { from: window.from, to: refusal.upTo }, askedAt);
  return true;
}

/** Whether the API lacks these days or the whole report: an older one has no geography or accounts. */
async function isLeftOut(report: HistoryName, { upTo }: Refusal, askedAt: Date): Promise<boolean> {
  if (report === "usage-geo" || report === "account-usage") return true;
  return upTo < addDays(toDay(askedAt), -unsettledDays) && (await hasReadDay(report));
}

export async function getReportProgress({
  now,
  historyDays,
}: HistorySpan): Promise<{ done: number; total: number; requestsLeft: number }> {
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

const read: Record<HistoryName, (reading: Reading) => Promise<Refusal | null>> = {
  cost: readCostWindow,
  usage: readUsageWindow,
  "usage-geo": readGeoWindow,
  "usage-hours": readHoursWindow,
  "claude-code": readClaudeCodeWindow,
  "account-usage": readAccountsWindow,
};

async function keepDay(report: HistoryName, { day, rows, unreadable, askedAt }: ReadDay): Promise<void> {
  await (rows
    ? replaceDay(report, day, rows, askedAt, unreadable)
    : touchDay(report, day, askedAt, unreadable));
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
