import "server-only";
import { and, eq, lt, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { copyRows } from "@/lib/core/db/copy-rows";
import type { CopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import { costRollups, costRows, reportDays } from "@/lib/core/db/report-tables";
import { saveUnreadable } from "@/lib/core/db/unreadable-rows";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import type { DayRange } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { costColumns, costDimension, costLevels } from "@/lib/money/reports/cost/dimensions";
import { listColumnsAt } from "@/lib/money/reports/dimension";
import { type RowBlock, toDigestText } from "@/lib/money/reports/ingest/row-block";
import { writeActorCostDay } from "./actor-cost-days";
import { toActorUsageWriter } from "./actor-usage-days";
import { writeClaudeCodeDay } from "./claude-code-days";
import { groupByLevels, inTable, isOfLevels, toColumns } from "./columns";
import { estimateKeysOfDay } from "./key-costs";
import { markSavings, rewriteSums } from "./rollups";
import { writeGeoDay, writeHoursOfDay, writeUsageDay } from "./usage-days";

/**
 * Replaces everything known about a UTC day, including sums and unreadable rows, in one transaction. An unchanged day
 * isn't written again, and an older read never replaces a newer one.
 */
export async function replaceDay(
  report: ReportName,
  day: string,
  rows: RowBlock,
  askedAt: Date,
  unreadable: readonly UnreadableRow[] = [],
): Promise<void> {
  const { count: rowCount, currencies } = rows;
  const digest = toDigestText(rows);
  const db = await database();
  await db.transaction(async (tx) => {
    await lockReport(tx, report);
    const [known] = await tx.select().from(reportDays).where(isDay(report, day));
    if (known && known.fetchedAt > askedAt) return;
    if (known?.digest !== digest) await writeDay[report](tx, day, rows);
    const found = { fetchedAt: askedAt, isRefused: false, rowCount, digest, currencies };
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

const columns = inTable(costRollups, costColumns);

const { axes, sets } = groupByLevels(costLevels.cost, (level) =>
  inTable(costRollups, listColumnsAt(costDimension, "cost", level)),
);

const sums = {
  table: costRollups,
  axes: ["axes", ...columns, "currency"],
  measures: ["cents"],
  isMeant: isOfLevels(costLevels.cost),
};

type WriteDay = (tx: Transaction, day: string, rows: CopyText) => Promise<void>;

const writeDay: Record<ReportName, WriteDay> = {
  cost: writeCostDay,
  usage: writeUsageDay,
  "usage-geo": writeGeoDay,
  "usage-hours": writeHoursOfDay,
  "claude-code": writeClaudeCodeDay,
  "actor-cost": writeActorCostDay,
  "actor-usage": toActorUsageWriter("actor-usage"),
  "account-usage": toActorUsageWriter("account-usage"),
};

async function writeCostDay(tx: Transaction, day: string, rows: CopyText): Promise<void> {
  await tx.delete(costRows).where(eq(costRows.day, day));
  await copyRows(tx, costRows, rows);
  const ofDay = sql`select ${axes}, ${toColumns(columns)}, currency, sum(cents)
    from ${costRows} where day = ${day}::date group by currency, ${sets}`;
  await rewriteSums(tx, sums, day, ofDay);
  await estimateKeysOfDay(tx, "cost", day);
  await markSavings(tx, day);
}
