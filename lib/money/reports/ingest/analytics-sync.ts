import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { reportDays } from "@/lib/core/db/report-tables";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, countDays, type DayRange, listDays, toDay, toPeriodEnd } from "@/lib/core/format/calendar";
import { toKeptDays } from "@/lib/core/history/vocabulary";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { putOffDay, refuseDays, replaceDay } from "@/lib/money/reports/rollups/replace-day";
import {
  type Capability,
  noExport,
  type Refusal,
  refreshMs,
  unknownOrganization,
} from "./analytics-capability";
import { type AnalyticsDay, analyticsPageRows } from "./analytics-gateway";
import { getKnownDays, getLargestDay, type KnownDay } from "./known-days";
import { learnOrganizations } from "./organization-costs";
import { toWindows } from "./plan-windows";
import { ReadAhead } from "./read-ahead";
import { type Rest, startTurn } from "./turn";
import { WriteBehind } from "./write-behind";

export type AnalyticsReport = "actor-cost" | "actor-usage";
export type AnalyticsSource = {
  report: AnalyticsReport;
  getCapability: () => Promise<Capability | undefined>;
  noteCapability: (refusal: Refusal | null, probedAt: Date, completeUntil?: Date | null) => Promise<void>;
  /** Narrowed to our organization if the key reads several. */
  readDays: (window: DayRange, organizationId?: string) => AsyncGenerator<AnalyticsDay | AppError>;
};
type Given = { now: Date; historyDays: number };

const hourMs = 3_600_000;
/** The source changes until about a week after the month's end. */
const unsettledMs = 24 * hourMs;
const unsettledDays = 3;
const settledAfterDays = 8;
const refusedMs = 24 * hourMs;
const firstDay = "2026-01-01";
const maxDaysOfWindow = 31;
const firstWindowDays = 7;
/** A window is read in one go, so more would keep other reports waiting. */
const maxPagesOfWindow = 20;
const windowsAtOnce = 2;

/**
 * Due days in windows of a few pages, newest first; none for a day after a refusal. While nothing is exported, a month is
 * asked for at once, because an answer is about its range: an export that is late has only older days.
 */
export async function planAnalytics(
  { report, getCapability }: AnalyticsSource,
  { now, historyDays }: Given,
): Promise<DayRange[]> {
  const capability = await getCapability();
  const restMs = capability?.errorCode === noExport ? refreshMs : refusedMs;
  if (capability && !capability.isGranted && now.getTime() - capability.probedAt.getTime() < restMs)
    return [];
  const today = toDay(now);
  const oldest = addDays(today, 1 - toKeptDays(report, historyDays));
  const known = await getKnownDays(report, oldest);
  if (oldest < firstDay && !known.has(oldest))
    await refuseDays(report, { from: oldest, to: addDays(firstDay, -1) }, now);
  const due = listDays({ from: oldest > firstDay ? oldest : firstDay, to: today })
    .reverse()
    .filter((day) => isDue(day, known.get(day), { now, completeUntil: capability?.completeUntil ?? null }));
  const isUnexported = capability?.errorCode === noExport;
  const most = isUnexported ? maxDaysOfWindow : await getWindowDays(report);
  return toWindows(due, most, most);
}

/**
 * A refusal is recorded and is not a failure. A day that the source doesn't know yet keeps its data and is retried
 * after the next refresh. If it never knew one, the rest isn't asked for.
 * @throws AppError as `readApi`
 */
export async function fetchAnalytics(source: AnalyticsSource, window: DayRange, rest?: Rest): Promise<void> {
  const { report, noteCapability } = source;
  const askedAt = new Date();
  const own = await learnOrganizations(askedAt);
  if (own.kind === "unknown") return noteCapability(unknownOrganization, askedAt);
  const organizationId = own.kind === "only" ? undefined : own.id;
  const windows = [window, ...(rest?.windows ?? [])];
  const read = (next: DayRange) => new ReadAhead(source.readDays(next, organizationId), countBytes);
  const days = new WriteBehind((day: AnalyticsDay) => keepDay(report, day, askedAt));
  const turn = startTurn(rest?.signal);
  let isUnexported = false;
  const isOver = () => isUnexported || turn.isOver();
  try {
    for await (const found of readInTurn(windows, read, isOver)) {
      if (found instanceof AppError) return await noteCapability(found, askedAt);
      const { day, rows, completeUntil } = found;
      const isFirst = windows.some(({ from }) => from === day);
      if (isFirst)
        isUnexported = !(await noteMark(source, completeUntil ?? (rows ? null : undefined), askedAt));
      await days.put(found);
    }
  } finally {
    await days.end().finally(() => sumStale(report));
  }
}

type Found = AnalyticsDay | AppError;

function countBytes(found: Found): number {
  return found instanceof AppError ? 0 : (found.rows?.text.byteLength ?? 0);
}

/**
 * A window's pages come one after another, so that two windows are read at once. The first is read alone: where requests
 * are slow or few, it takes the whole turn.
 */
async function* readInTurn(
  windows: readonly DayRange[],
  read: (window: DayRange) => ReadAhead<Found>,
  isOver: () => boolean,
): AsyncGenerator<Found> {
  const left = [...windows];
  const begun: ReadAhead<Found>[] = [];
  const begin = (most: number) => {
    const count = isOver() ? 0 : most - begun.length;
    for (const window of left.splice(0, count)) begun.push(read(window));
  };
  try {
    for (begin(1); begun[0]; begin(windowsAtOnce)) {
      yield* begun[0];
      begun.shift();
    }
  } finally {
    await Promise.all(begun.map((each) => each.stop()));
  }
}

async function keepDay(
  report: AnalyticsReport,
  { day, rows, unreadable }: AnalyticsDay,
  askedAt: Date,
): Promise<void> {
  if (rows) await replaceDay(report, day, rows, askedAt, unreadable);
  else await putOffDay(report, day, askedAt);
}

/**
 * `completeUntil` is null if the source doesn't say, and undefined if it has nothing yet, which doesn't count as
 * working until it ever had a day.
 * @returns whether it works
 */
async function noteMark(
  { report, noteCapability }: AnalyticsSource,
  completeUntil: Date | null | undefined,
  askedAt: Date,
): Promise<boolean> {
  const db = await database();
  const isRead = and(eq(reportDays.report, report), eq(reportDays.isRefused, false));
  const works = completeUntil !== undefined || (await db.$count(reportDays, isRead)) > 0;
  if (completeUntil !== undefined) await noteCapability(null, askedAt, completeUntil);
  else if (!works) await noteCapability(noExport, askedAt);
  return works;
}

type Then = { now: Date; completeUntil: Date | null };

function isDue(day: string, known: KnownDay | undefined, { now, completeUntil }: Then): boolean {
  if (!known) return true;
  const { fetchedAt, isRefused, isIncomplete: isOdd } = known;
  const restMs = now.getTime() - fetchedAt.getTime();
  const isPartial = completeUntil !== null && addDays(day, 1) > completeUntil.toISOString();
  if (isRefused || isPartial) return restMs > refreshMs;
  if (countDays({ from: day, to: toDay(now) }) - 1 <= unsettledDays) return restMs > refreshMs;
  const settledOn = addDays(toPeriodEnd(day, "month"), settledAfterDays);
  return (isOdd || toDay(fetchedAt) < settledOn) && restMs > unsettledMs;
}

/** As many days as fit a few pages, judged by the largest of the last two weeks. */
async function getWindowDays(report: AnalyticsReport): Promise<number> {
  const most = await getLargestDay(report);
  if (most === null) return firstWindowDays;
  const days = Math.floor((maxPagesOfWindow * analyticsPageRows) / most);
  return Math.min(maxDaysOfWindow, Math.max(1, days));
}
