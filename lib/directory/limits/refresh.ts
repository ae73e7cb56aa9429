import "server-only";
import { z } from "zod";
import { database } from "@/lib/core/db/client";
import { saveUnreadable } from "@/lib/core/db/unreadable-rows";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { log } from "@/lib/core/log/log";
import { atPriority } from "@/lib/core/process/priority";
import { processSingleton } from "@/lib/core/process/process-singleton";
import {
  checkSpendLimitAccess,
  fetchOrganizationLimits,
  fetchSpendLimits,
  fetchWorkspaceLimits,
  type LimitListing,
} from "./gateway";
import {
  getReadings,
  organizationSubject,
  type StoredReading,
  saveReading,
  spendSubject,
  spendWritesSubject,
} from "./mirror";

const freshMs = 5 * 60_000;
/** Whether an organization may set spend limits rarely changes, but access can be granted at any time. */
const freshWritesMs = 12 * 60 * 60_000;
const refusedWritesMs = 30 * 60_000;
const restMs = 30_000;
/** Errors that are about this request and not about the whole API. */
const refusals: ErrorCode[] = ["refused", "not_found"];

type Attempt = { startedAt: number; isRunning: boolean; failure: ErrorCode | null; end?: Promise<void> };

const attempts = () => processSingleton("limit-attempts", () => new Map<string, Attempt>());

/** Starts refreshing what is older than five minutes, without waiting. */
export function refreshStale(
  subjects: readonly string[],
  readings: ReadonlyMap<string, StoredReading>,
): { isRefreshing: boolean } {
  const now = Date.now();
  for (const subject of subjects) {
    const reading = readings.get(subject);
    const seenAt = reading?.seenAt.getTime() ?? 0;
    const attempt = attempts().get(subject);
    const isDue = seenAt + toFreshMs(subject, reading) <= now && !attempt?.isRunning;
    const isResting = attempt?.failure && attempt.startedAt + restMs > now && attempt.startedAt <= now;
    if (isDue && !isResting) start(subject, now);
  }
  return { isRefreshing: subjects.some((subject) => attempts().get(subject)?.isRunning) };
}

function toFreshMs(subject: string, reading: StoredReading | undefined): number {
  if (subject !== spendWritesSubject) return freshMs;
  return reading?.refusal ? refusedWritesMs : freshWritesMs;
}

export function getFailure(subject: string): ErrorCode | null {
  return attempts().get(subject)?.failure ?? null;
}

/** For programs, which don't ask again in a moment as a page does. */
export async function untilRefreshed(subjects: readonly string[]): Promise<void> {
  await Promise.all(subjects.map((subject) => attempts().get(subject)?.end));
}

function start(subject: string, startedAt: number): void {
  const attempt: Attempt = { startedAt, isRunning: true, failure: null };
  attempts().set(subject, attempt);
  attempt.end = atPriority("page", () => readSubject(subject))
    .catch((cause: unknown) => {
      attempt.failure = cause instanceof AppError ? cause.code : "internal";
      log.warn({ err: cause, subject }, "limits could not be read");
    })
    .finally(() => {
      attempt.isRunning = false;
    });
}

/** @throws AppError where the API did not answer, so that what was read before stays */
export async function readSubject(subject: string): Promise<void> {
  const seenAt = new Date();
  const db = await database();
  try {
    const { rows, unreadable } = await fetchEntries(subject);
    const known = unreadable.length > 0 ? await getReadings([subject]) : undefined;
    const kept = keepUnreadable(known?.get(subject)?.entries ?? [], unreadable);
    await saveReading(db, subject, { entries: [...rows, ...kept], refusal: null, seenAt });
    await saveUnreadable(db, { noun: "limit", part: subject }, unreadable, seenAt);
  } catch (cause) {
    if (!(cause instanceof AppError) || !refusals.includes(cause.code)) throw cause;
    await saveReading(db, subject, { entries: [], refusal: cause.failure.reason ?? cause.code, seenAt });
  }
}

const identified = z.object({ id: z.string() });

/** An unreadable limit still exists, so its last state is kept. */
function keepUnreadable(known: readonly unknown[], unreadable: readonly UnreadableRow[]): unknown[] {
  const ids = new Set(unreadable.map(({ id }) => id));
  return known.filter((entry) => ids.has(identified.safeParse(entry).data?.id ?? ""));
}

async function fetchEntries(subject: string): Promise<LimitListing<unknown>> {
  if (subject === organizationSubject) return fetchOrganizationLimits();
  if (subject === spendSubject) return fetchSpendLimits();
  if (subject === spendWritesSubject) return checkWrites();
  return fetchWorkspaceLimits(subject.slice(subject.indexOf(":") + 1));
}

/** Checks any limit; if there is none, the first write shows it. */
async function checkWrites(): Promise<LimitListing<unknown>> {
  const stored = (await getReadings([spendSubject])).get(spendSubject);
  const [known] = stored?.entries ?? (await fetchSpendLimits()).rows;
  const id = identified.safeParse(known).data?.id;
  if (id !== undefined) await checkSpendLimitAccess(id);
  return { rows: [], unreadable: [] };
}
