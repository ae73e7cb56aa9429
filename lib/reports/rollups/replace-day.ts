import "server-only";
import { createHash } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import type { DayRange } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/database";
import { reportDays } from "@/lib/db/report-tables";
import { saveUnreadable } from "@/lib/db/unreadable-rows";
import type { ReportName } from "@/lib/history/vocabulary";
import { type Currency, usd } from "@/lib/money";
import type { ReportRow } from "@/lib/reports/ingest/report-row";
import type { UnreadableRow } from "@/lib/unreadable-row";
import { yieldThread } from "@/lib/yield-thread";
import { writeDay } from "./day-writers";

const linesOfSlice = 1000;

/**
 * Replaces everything known about a UTC day, including sums and unreadable rows, in one transaction. An unchanged day
 * isn't written again, and an older read never replaces a newer one.
 */
export async function replaceDay<Report extends ReportName>(
  report: Report,
  day: string,
  rows: ReportRow[Report][],
  askedAt: Date,
  unreadable: readonly UnreadableRow[] = [],
): Promise<void> {
  const lines = await toLines(rows);
  const rowsJson = `[${lines.join(",")}]`;
  const digest = await toDigest(lines);
  const currencies = listCurrencies(rows);
  const db = await database();
  await db.transaction(async (tx) => {
    await lockReport(tx, report);
    const [known] = await tx.select().from(reportDays).where(isDay(report, day));
    if (known && known.fetchedAt > askedAt) return;
    if (known?.digest !== digest) await writeDay[report](tx, day, rowsJson);
    const found = { fetchedAt: askedAt, isRefused: false, rowCount: rows.length, digest, currencies };
    await tx
      .insert(reportDays)
      .values({ report, day, ...found })
      .onConflictDoUpdate({ target: [reportDays.report, reportDays.day], set: found });
    await saveUnreadable(tx, { noun: report, part: day }, unreadable, askedAt);
  });
}

/** The API was asked but sent nothing readable; what was known stays. */
export async function touchDay(
  report: ReportName,
  day: string,
  askedAt: Date,
  unreadable: readonly UnreadableRow[] = [],
): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    await tx
      .insert(reportDays)
      .values({ report, day, fetchedAt: askedAt, rowCount: 0 })
      .onConflictDoUpdate({
        target: [reportDays.report, reportDays.day],
        set: { fetchedAt: askedAt },
        setWhere: lt(reportDays.fetchedAt, askedAt),
      });
    if (unreadable.length > 0) await saveUnreadable(tx, { noun: report, part: day }, unreadable, askedAt);
  });
}

/** The source doesn't know the day yet. What was known stays, and it is requested again. */
export async function putOffDay(report: ReportName, day: string, askedAt: Date): Promise<void> {
  const db = await database();
  await db
    .insert(reportDays)
    .values({ report, day, fetchedAt: askedAt, isRefused: true, rowCount: 0 })
    .onConflictDoUpdate({
      target: [reportDays.report, reportDays.day],
      set: { fetchedAt: askedAt },
      setWhere: lt(reportDays.fetchedAt, askedAt),
    });
}

/** Records days that the API doesn't have, so that no one waits for them. A day that was read stays read. */
export async function refuseDays(report: ReportName, { from, to }: DayRange, askedAt: Date): Promise<void> {
  const db = await database();
  await db
    .insert(reportDays)
    .select(
      sql`select ${report}::text, days::date, ${askedAt.toISOString()}::timestamptz, true, 0, null::text, '{}'::text[]
        from generate_series(${from}::timestamp, ${to}::timestamp, interval '1 day') as days`,
    )
    .onConflictDoNothing();
}

/** One writer per report: two days of a month written in parallel would each miss the other in the month's sum. */
export async function lockReport(tx: Transaction, report: ReportName): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`report:${report}`}))`);
}

function isDay(report: ReportName, day: string) {
  return and(eq(reportDays.report, report), eq(reportDays.day, day));
}

async function toLines(rows: readonly object[]): Promise<string[]> {
  const lines: string[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % linesOfSlice === 0) await yieldThread();
    lines.push(JSON.stringify(row));
  }
  return lines;
}

/** An estimate of Claude Code may have no currency. */
function listCurrencies(rows: readonly object[]): Currency[] {
  const found = rows.flatMap((row) => {
    if ("currency" in row) return [String(row.currency)];
    if (!("estimatedCents" in row)) return [];
    const others = Object.keys(("otherCents" in row && row.otherCents) || {});
    return row.estimatedCents === "0" && others.length > 0 ? others : [usd, ...others];
  });
  return [...new Set(found)].toSorted();
}

async function toDigest(lines: readonly string[]): Promise<string> {
  const sorted = lines.toSorted();
  const hash = createHash("sha256");
  for (const [index, line] of sorted.entries()) {
    if (index % linesOfSlice === 0) await yieldThread();
    if (index > 0) hash.update("\n");
    hash.update(line);
  }
  return hash.digest("base64");
}
