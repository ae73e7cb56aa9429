import "server-only";
import { atPriority } from "@/lib/admin-api/budget";
import { database } from "@/lib/db/client";
import { AppError, type ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";
import { once } from "@/lib/once";
import { fetchOrganizationLimits, fetchSpendLimits, fetchWorkspaceLimits } from "./gateway";
import { organizationSubject, type StoredReading, saveReading, spendSubject } from "./mirror";

const freshMs = 5 * 60_000;
/** After a try that came to no answer. */
const restMs = 30_000;
/** What the API says of this very question, rather than of itself. */
const refusals: ErrorCode[] = ["refused", "not_found"];

type Attempt = { startedAt: number; isRunning: boolean; failure: ErrorCode | null };

const attempts = () => once("limit-attempts", () => new Map<string, Attempt>());

/** Begins to read anew what is older than five minutes, and never waits for it. */
export function refreshStale(
  subjects: readonly string[],
  readings: ReadonlyMap<string, StoredReading>,
): { isRefreshing: boolean } {
  const now = Date.now();
  for (const subject of subjects) {
    const seenAt = readings.get(subject)?.seenAt.getTime() ?? 0;
    const attempt = attempts().get(subject);
    const isDue = seenAt + freshMs <= now && !attempt?.isRunning;
    const isResting = attempt?.failure && attempt.startedAt + restMs > now;
    if (isDue && !isResting) start(subject, now);
  }
  return { isRefreshing: subjects.some((subject) => attempts().get(subject)?.isRunning) };
}

/** Why the newest try did not come to an answer. */
export function getFailure(subject: string): ErrorCode | null {
  return attempts().get(subject)?.failure ?? null;
}

function start(subject: string, startedAt: number): void {
  const attempt: Attempt = { startedAt, isRunning: true, failure: null };
  attempts().set(subject, attempt);
  atPriority("page", () => readSubject(subject))
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
    await saveReading(db, subject, { entries: await fetchEntries(subject), refusal: null, seenAt });
  } catch (cause) {
    if (!(cause instanceof AppError) || !refusals.includes(cause.code)) throw cause;
    await saveReading(db, subject, { entries: [], refusal: cause.failure.reason ?? cause.code, seenAt });
  }
}

function fetchEntries(subject: string): Promise<unknown[]> {
  if (subject === organizationSubject) return fetchOrganizationLimits();
  if (subject === spendSubject) return fetchSpendLimits();
  return fetchWorkspaceLimits(subject.slice(subject.indexOf(":") + 1));
}
