import "server-only";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import { usd } from "@/lib/core/money/money";
import { deleteSpendLimit, fetchSpendLimits, setSpendLimit } from "./gateway";
import {
  applySpendLimit,
  getReadings,
  getWorkspace,
  saveReading,
  spendSubject,
  spendWritesSubject,
} from "./mirror";
import { getMember } from "./names-read-model";
import { type RemoveSpendLimit, type SetSpendLimit, type SpendLimit, spendLimits } from "./schema";
import { getMonthSpend, toSpentCents } from "./spent-read-model";
import { toSpendRefusal } from "./vocabulary";

type By = Permit<"limits:write">;

type Recorded = Pick<SpendLimit, "scope" | "period" | "cents" | "currency">;

/** Refuses if someone changed the limit after the person saw it. */
export function toSetWrite(by: By, given: SetSpendLimit): Write<SpendLimit> {
  const isThis = (limit: SpendLimit) => isOf(limit, given);
  return {
    before: async () => {
      const label = await toLabel(by, given);
      const known = await readUnchanged(isThis, given.seenCents);
      if (!given.confirmedSpend) await refuseUnconfirmed(given, known);
      return { label, state: known ? toRecorded(known) : null };
    },
    send: () => noting(setSpendLimit(by, given)),
    apply: (tx, found) => applySpendLimit(tx, isThis, found),
    reread: () => findLimit(isThis),
    isDone: (found) => found !== null && found.cents === given.cents,
  };
}

export function toRemoveWrite(by: By, { spendLimitId, seenCents }: RemoveSpendLimit): Write<SpendLimit> {
  const isThis = ({ id }: SpendLimit) => id === spendLimitId;
  return {
    before: async () => {
      const known = await readUnchanged(isThis, seenCents);
      if (!known) throw new AppError("not_found", "the API has no such spend limit");
      return { label: toSubjectId(known), state: toRecorded(known) };
    },
    send: async () => {
      await noting(deleteSpendLimit(by, spendLimitId));
      return null;
    },
    apply: (tx, found) => applySpendLimit(tx, isThis, found),
    reread: () => findLimit(isThis),
    isDone: (found) => found === null,
  };
}

function toRecorded({ scope, period, cents, currency }: SpendLimit): Recorded {
  return { scope, period, cents, currency };
}

function toSubjectId({ scope, workspaceId, userId, id }: SpendLimit): string {
  return workspaceId ?? userId ?? (scope === "organization" ? scope : id);
}

function isOf(limit: SpendLimit, { scope, subjectId, period }: SetSpendLimit): boolean {
  return limit.scope === scope && limit.period === period && toSubjectId(limit) === subjectId;
}

/** @throws AppError not_found, or refused for a workspace that takes no limit */
async function toLabel(by: By, { scope, subjectId }: SetSpendLimit): Promise<string> {
  if (scope === "organization") return "organization";
  if (scope === "user") return (await getMember(by, subjectId)).email;
  const { name, reason } = await getWorkspace(by, subjectId);
  if (reason) throw new AppError("refused", `known beforehand: ${reason}`, { reason });
  return name;
}

/** A limit that would stop requests immediately needs a confirmation before anything is sent. */
async function refuseUnconfirmed(given: SetSpendLimit, known: SpendLimit | undefined): Promise<void> {
  const stored = (await getReadings([spendSubject])).get(spendSubject);
  const [any] = spendLimits.parse(stored?.entries ?? []);
  const { currency } = known ?? any ?? { currency: usd };
  const workspaceId = given.scope === "workspace" ? given.subjectId : null;
  const reason = toSpendRefusal(
    given,
    toSpentCents({ ...given, currency, workspaceId }, await getMonthSpend()),
  );
  if (reason) throw new AppError("refused", "a limit at or below what was spent", { reason });
}

/** @throws AppError conflict, after updating the mirror so that the person sees the newer limits */
async function readUnchanged(
  isThis: (limit: SpendLimit) => boolean,
  seenCents: string | null | undefined,
): Promise<SpendLimit | undefined> {
  const seenAt = new Date();
  const { rows } = await fetchSpendLimits();
  const known = rows.find(isThis);
  if (known?.cents === seenCents) return known;
  await saveReading(await database(), spendSubject, { entries: rows, refusal: null, seenAt });
  throw new AppError("conflict", "the spend limit has changed since the person saw it");
}

async function findLimit(isThis: (limit: SpendLimit) => boolean): Promise<SpendLimit | null> {
  const { rows } = await fetchSpendLimits();
  return rows.find(isThis) ?? null;
}

/** If the organization may not write at all, that is stored, so that the page stops offering it. */
async function noting<T>(sent: Promise<T>): Promise<T> {
  return sent.catch(async (cause: unknown) => {
    const reason = cause instanceof AppError ? cause.failure.reason : undefined;
    if (reason === "spend_limits_admin_api_writes_not_enabled") {
      const found = { entries: [], refusal: reason, seenAt: new Date() };
      await saveReading(await database(), spendWritesSubject, found);
    }
    throw cause;
  });
}
