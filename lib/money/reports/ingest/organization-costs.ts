import "server-only";
import { inArray, sql } from "drizzle-orm";
import { costOrganizations, organizationCosts } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { readCopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import { organization } from "@/lib/core/db/directory-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, type DayRange, toDay } from "@/lib/core/format/calendar";
import { toKeptDays } from "@/lib/core/history/vocabulary";
import { sumDecimals } from "@/lib/core/money/money-math";
import {
  getAnalyticsCapability,
  noExport,
  type Refusal,
  refreshMs,
  saveAnalyticsCapability,
} from "./analytics-capability";
import { readAnalyticsDays } from "./analytics-gateway";
import { findOwn, type OrganizationCostRow } from "./organization-response-schema";

const capability = "analytics_organizations";
const hourMs = 3_600_000;
const probeMs = 24 * hourMs;
/** After an unreadable answer, or before the first export, the children may be unknown and counted until the next answer. */
const restsMs: Record<string, number> = { bad_answer: hourMs, [noExport]: refreshMs };
const maxDays = 31;

/** What analytics must be narrowed to: nothing, our organization, or unknown. */
export type OwnOrganization = { kind: "only" } | { kind: "one_of_several"; id: string } | { kind: "unknown" };

type Found = { days: Map<string, OrganizationCostRow[]>; envelopeIds: Set<string>; isExported: boolean };

/**
 * Runs once a day, or an hour after an unreadable answer, before anything by person is read: a parent's key also reads
 * its children, whose numbers must not be added. After a refusal, what was known stays.
 * @throws AppError as `readAnalyticsDays`
 */
export async function learnOrganizations(askedAt: Date): Promise<OwnOrganization> {
  const known = await getAnalyticsCapability(capability);
  const restMs = restsMs[known?.errorCode ?? ""] ?? probeMs;
  if (known && askedAt.getTime() - known.probedAt.getTime() < restMs) return getOwnOrganization();
  const db = await database();
  const refusal = await readProbes(listProbes(askedAt, known?.isGranted === true));
  // Recorded at the end alone, so that an interrupted first run reads all kept days again.
  await db.transaction((tx) =>
    saveAnalyticsCapability(tx, capability, refusal, { probedAt: askedAt, completeUntil: null }),
  );
  return getOwnOrganization();
}

/** Before the first export, no range has an answer. Later, one without an answer says nothing about the others. */
async function readProbes(windows: readonly DayRange[]): Promise<Refusal | null> {
  const db = await database();
  for (const [at, window] of windows.entries()) {
    const found = await readOrganizations(window).catch(toRefusal);
    if (found instanceof AppError) return found;
    if (at === 0 && !found.isExported) return noExport;
    await db.transaction((tx) => keepOrganizations(tx, found));
  }
  return null;
}

/**
 * An unreadable answer here stops nothing else.
 * @throws all but bad_answer
 */
function toRefusal(cause: unknown): AppError {
  if (cause instanceof AppError && cause.code === "bad_answer") return cause;
  throw cause;
}

/** The newest month; all kept days until they were read once, because a child may have had cost only then. */
function listProbes(now: Date, isKnown: boolean): DayRange[] {
  const today = toDay(now);
  const oldest = addDays(today, 1 - (isKnown ? maxDays : toKeptDays("actor-cost", env.HISTORY_DAYS)));
  const windows: DayRange[] = [];
  for (let to = today; to >= oldest; to = addDays(to, -maxDays)) {
    const [, from = oldest] = [oldest, addDays(to, 1 - maxDays)].toSorted();
    windows.push({ from, to });
  }
  return windows;
}

async function readOrganizations(window: DayRange): Promise<Found | AppError> {
  const question = {
    report: "organization-cost" as const,
    groups: ["organization_id"],
  };
  const found: Found = { days: new Map(), envelopeIds: new Set(), isExported: false };
  for await (const day of readAnalyticsDays(question, window)) {
    if (day instanceof AppError) return day;
    found.isExported ||= day.rows !== null || day.completeUntil !== undefined;
    // Sound: that is what pages of this report are read as.
    if (day.rows) found.days.set(day.day, readCopyText(day.rows) as OrganizationCostRow[]);
    if (day.organizationId) found.envelopeIds.add(day.organizationId);
  }
  return found;
}

/**
 * Stores nothing for a single organization. Known ones stay, because a quiet child is still a child, and so does the cost
 * of days that the source doesn't know at the moment.
 */
async function keepOrganizations(tx: Transaction, { days, envelopeIds }: Found): Promise<void> {
  const rows = [...days].flatMap(([day, found]) =>
    found.flatMap(({ organizationId, ...cost }) =>
      organizationId ? [{ ...cost, day, organizationId }] : [],
    ),
  );
  const before = await tx.select().from(costOrganizations);
  const reported = [
    ...new Set([...before.map(({ id }) => id), ...rows.map(({ organizationId }) => organizationId)]),
  ];
  const mine = await tx.select({ id: organization.id }).from(organization);
  const own = findOwn(reported, [...mine.map(({ id }) => id), ...envelopeIds]);
  const all = own === null ? reported : [...new Set([own, ...reported])];
  if (all.length < 2) return;
  await tx
    .insert(costOrganizations)
    .values(all.map((id) => ({ id, isOwn: id === own })))
    .onConflictDoUpdate({ target: costOrganizations.id, set: { isOwn: sql`excluded.is_own` } });
  await tx.delete(organizationCosts).where(inArray(organizationCosts.day, [...days.keys()]));
  if (rows.length > 0) await tx.insert(organizationCosts).values(sumAlike(rows));
  if (before.length === 0)
    await tx.delete(reportDays).where(inArray(reportDays.report, ["actor-cost", "actor-usage"]));
}

type Row = typeof organizationCosts.$inferInsert;

function sumAlike(rows: readonly Row[]): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify([row.day, row.organizationId, row.currency]);
    const known = found.get(key);
    found.set(
      key,
      known
        ? {
            ...known,
            cents: sumDecimals([known.cents, row.cents]),
            listCents: sumDecimals([known.listCents, row.listCents]),
          }
        : row,
    );
  }
  return [...found.values()];
}

async function getOwnOrganization(): Promise<OwnOrganization> {
  const db = await database();
  const known = await db.select().from(costOrganizations);
  if (known.length === 0) return { kind: "only" };
  const own = known.find(({ isOwn }) => isOwn);
  return own ? { kind: "one_of_several", id: own.id } : { kind: "unknown" };
}
