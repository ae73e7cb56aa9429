import "server-only";
import { database } from "@/lib/core/db/client";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { dayMs, listDays, toDayAgo, toDaysWithToday } from "@/lib/core/format/calendar";
import { yieldThread } from "@/lib/core/process/yield-thread";
import { hasModels, readDayPeaks, toGrouping } from "./minutes";
import { getReadings, organizationSubject, peaksSubject, saveReading, toGroups } from "./mirror";
import { listPeaks, savePeaks } from "./peaks-store";
import { readSubject } from "./refresh";
import type { LimitGroup } from "./schema";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const peakDays = 7;
/** How long after its end a day may still grow. */
const settleMs = hourMs;
/** Errors that are about this report and not about the whole API. */
const refusals: ErrorCode[] = ["refused", "not_found", "bad_answer"];

type Plan = { day: string | null; isLimitsDue: boolean };

/**
 * Closed days are read once, today once an hour, and limits once a day. A day has many rows, so at most one is read per
 * minute. Refused parts are retried after a day or on "Sync now".
 */
export async function planPeaks(now: Date, isAsked = false): Promise<Plan | null> {
  const readings = await getReadings([organizationSubject, peaksSubject]);
  const [limits, peaks] = [readings.get(organizationSubject), readings.get(peaksSubject)];
  const isFresh = (seenAt: Date | undefined) => seenAt && seenAt.getTime() + dayMs > now.getTime();
  const isLimitsDue = !isFresh(limits?.seenAt) || (isAsked && Boolean(limits?.refusal));
  const restMs = peaks?.refusal && !isAsked ? dayMs : minuteMs;
  const isResting = peaks && peaks.seenAt.getTime() + restMs > now.getTime();
  if (isResting) return isLimitsDue ? { day: null, isLimitsDue } : null;
  const groups = toGroups(limits?.entries ?? []);
  if (!isLimitsDue && !groups.some(hasModels)) return null;
  const grouping = toGrouping(groups);
  const known = new Map((await listPeaks(toFirstDay(now))).map((row) => [row.day, row]));
  const due = listPeakDays(now).find((day) => {
    const row = known.get(day);
    if (!row || row.grouping !== grouping) return true;
    const endMs = Date.parse(day) + dayMs;
    if (row.fetchedAt.getTime() >= endMs + settleMs) return false;
    return isAsked || row.fetchedAt.getTime() + hourMs <= now.getTime();
  });
  return isLimitsDue || due ? { day: due ?? null, isLimitsDue } : null;
}

/**
 * A refusal by the API is recorded and is not a failure.
 * @throws AppError key_rejected, rate_limited, api_unreachable, api_failed
 */
export async function readPeaks({ day, isLimitsDue }: Plan, signal?: AbortSignal): Promise<void> {
  if (isLimitsDue) await readSubject(organizationSubject);
  const limits = (await getReadings([organizationSubject])).get(organizationSubject);
  const groups = toGroups(limits?.entries ?? []);
  if (day === null || !groups.some(hasModels)) return;
  signal?.throwIfAborted();
  const fetchedAt = new Date();
  const refusal = await keepDay(day, groups, fetchedAt).catch(toRefusal);
  await saveReading(await database(), peaksSubject, { entries: [], refusal, seenAt: fetchedAt });
  await yieldThread();
}

function toRefusal(cause: unknown): string {
  if (!(cause instanceof AppError) || !refusals.includes(cause.code)) throw cause;
  return cause.failure.reason ?? cause.code;
}

async function keepDay(day: string, groups: readonly LimitGroup[], fetchedAt: Date): Promise<null> {
  const { peaks, unreadable } = await readDayPeaks(day, groups);
  const row = { day, grouping: toGrouping(groups), peaks, isIncomplete: unreadable.length > 0, fetchedAt };
  await savePeaks(row, unreadable, toFirstDay(fetchedAt));
  return null;
}

export function listPeakDays(now: Date): string[] {
  return listDays(toDaysWithToday(peakDays + 1, now)).reverse();
}

export function toFirstDay(now: Date): string {
  return toDayAgo(peakDays, now);
}
