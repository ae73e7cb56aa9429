import "server-only";
import type { Transaction } from "@/lib/core/db/database";
import type { Own } from "@/lib/core/db/upsert-mirrored";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import type { AuditEntry } from "./entry";
import { forgetOwnSights } from "./own-sights";

/** `T` is the changed object; null means that it is gone. */
export type Write<T> = {
  /** The properties that the write sets, if its object has others that are known here. Whatever else differs was changed elsewhere. */
  sets?: readonly string[];
  before: () => Promise<{ label: string; state: unknown }>;
  send: () => Promise<T | null>;
  /** `own`: the properties that the write changed; what differs besides was changed elsewhere. */
  apply: (tx: Transaction, found: T | null, own: Own) => Promise<void>;
  /** Asks the API for the object again, if the answer was lost or doesn't show the change. */
  reread: () => Promise<T | null>;
  isDone: (found: T | null) => boolean;
};

type Before = { label: string; state: unknown; sentAt?: string };

/**
 * Sends a write and records its outcome; log and mirror change together. An answer that was lost, or that shows something
 * else, is looked up: what the API made of the change, such as a shorter name, counts.
 * @throws AppError what `send` threw; after such an answer, only if the change didn't happen or no one can tell
 */
export async function writeThrough<T>(entry: AuditEntry, write: Write<T>): Promise<T | null> {
  const before = await write.before();
  entry.markSent();
  const sentAt = new Date().toISOString();
  const sent = await attempt(write.send);
  if (sent.isDone && write.isDone(sent.value))
    return succeed(entry, write, { ...before, sentAt }, sent.value);
  const lost = sent.isDone ? toUnshown() : sent.error;
  if (!isLost(lost)) return fail(entry, before, lost);
  const reread = await attempt(write.reread);
  if (!reread.isDone) return leaveUnknown(entry, before, lost);
  const { value: found } = reread;
  const isMade = write.isDone(found) || (sent.isDone && hasChanged(before.state, found));
  return isMade
    ? succeed(entry, write, { ...before, sentAt }, found)
    : undo(entry, write, before, found, lost);
}

/**
 * As `writeThrough`, for a write that may already have been sent: asks the API first and doesn't repeat a finished
 * write. `known` is the recorded state, if the state before can no longer be read.
 */
export async function finishWrite<T>(entry: AuditEntry, write: Write<T>, known: Before): Promise<T | null> {
  const found = await write.reread();
  if (!write.isDone(found)) return writeThrough(entry, write);
  const before = await attempt(write.before);
  return succeed(entry, write, before.isDone ? before.value : known, found);
}

type Attempt<T> = { isDone: true; value: T } | { isDone: false; error: unknown };

async function attempt<T>(run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { isDone: true, value: await run() };
  } catch (error) {
    return { isDone: false, error };
  }
}

async function succeed<T>(
  entry: AuditEntry,
  write: Write<T>,
  before: Before,
  found: T | null,
): Promise<T | null> {
  const settlement = {
    outcome: "succeeded",
    label: before.label,
    before: withoutForeign(before.state, found, write.sets),
    after: found,
  } as const;
  const fields = pickSet(found, write.sets) ?? pickChanged(before.state, found);
  const isWhole = found === null || (before.state === null && !write.sets);
  const own: Own = isWhole ? "all" : { properties: Object.keys(fields), sentAt: before.sentAt };
  const apply = async (tx: Transaction) => {
    await write.apply(tx, found, own);
    await forgetOwnSights(tx, entry.id, { id: toId(found), fields });
  };
  const kept = await attempt(() => entry.settle(settlement, apply));
  if (!kept.isDone) {
    if (entry.isSettled) throw kept.error;
    // The change did happen, so the log must say so; the next sync repairs the mirror.
    log.error({ err: kept.error, entry: entry.id }, "a change could not be applied to the local copy");
    await entry.settle(settlement);
  }
  return found;
}

function toUnshown(): AppError {
  const cause = new AppError("refused", "the API accepted the change without making it", {
    reason: "change_not_made",
  });
  return new AppError("outcome_unknown", "the API's answer doesn't show the change", { cause });
}

function hasChanged(before: unknown, found: unknown): boolean {
  return before === null || found === null
    ? before !== found
    : Object.keys(pickChanged(before, found)).length > 0;
}

function toId(found: unknown): string | null {
  const { id }: { id?: unknown } = Object(found);
  return typeof id === "string" ? id : null;
}

function pickSet(found: unknown, sets: readonly string[] | undefined): Record<string, unknown> | null {
  if (!found || !sets) return null;
  return Object.fromEntries(Object.entries(found).filter(([field]) => sets.includes(field)));
}

/** What somebody else changed between the read and the answer isn't logged as this person's. */
function withoutForeign(state: unknown, found: unknown, sets: readonly string[] | undefined): unknown {
  if (!state || !found || !sets) return state;
  const foreign = Object.entries(found).filter(([field]) => field in Object(state) && !sets.includes(field));
  return { ...state, ...Object.fromEntries(foreign) };
}

/** The fields that a write changed, as they are after it. */
function pickChanged(before: unknown, after: unknown): Record<string, unknown> {
  const [old, fresh]: Record<string, unknown>[] = [Object(before), Object(after)];
  const changed = Object.keys(old ?? {}).filter(
    (field) => JSON.stringify(old?.[field]) !== JSON.stringify(fresh?.[field]),
  );
  return Object.fromEntries(changed.map((field) => [field, fresh?.[field] ?? null]));
}

async function fail(entry: AuditEntry, before: Before, cause: unknown): Promise<never> {
  if (entry.isSettled) throw cause;
  const failure = cause instanceof AppError ? cause.failure : { code: "internal" as const };
  await entry.settle({
    outcome: "failed",
    label: before.label,
    before: before.state,
    errorCode: failure.code,
    requestId: failure.requestId,
  });
  throw cause;
}

async function leaveUnknown(entry: AuditEntry, before: Before, lost: AppError): Promise<never> {
  await entry.settle({
    outcome: "unknown",
    label: before.label,
    before: before.state,
    errorCode: lost.code,
    requestId: lost.failure.requestId,
  });
  throw lost;
}

/** The API shows that nothing changed, so this is an ordinary failure. */
async function undo<T>(
  entry: AuditEntry,
  write: Write<T>,
  before: Before,
  found: T | null,
  lost: AppError,
): Promise<never> {
  const error =
    lost.cause instanceof AppError ? lost.cause : new AppError("api_failed", lost.message, { cause: lost });
  const settlement = {
    outcome: "failed",
    label: before.label,
    before: before.state,
    after: found,
    errorCode: error.code,
    requestId: lost.failure.requestId,
  } as const;
  await entry.settle(settlement, (tx) => write.apply(tx, found, { properties: [] }));
  throw error;
}

function isLost(cause: unknown): cause is AppError {
  return cause instanceof AppError && cause.code === "outcome_unknown";
}
