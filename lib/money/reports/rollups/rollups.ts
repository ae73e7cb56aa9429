import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "@/lib/core/db/database";
import { stalePeriods } from "@/lib/core/db/period-tables";
import { addDays, toPeriodEnd, toPeriodStart, windowDays } from "@/lib/core/format/calendar";
import { toOpening } from "@/lib/core/organization/window-sql";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { isInRollupPeriods, toRollupPeriods } from "@/lib/money/reports/query/rollup-periods";

export type Rollups = {
  table: PgTable;
  axes: readonly string[];
  measures: readonly string[];
  /** Rows to replace, in a form that uses the table's index. */
  isMeant: SQL;
};

export type CalendarPeriod = { grain: "week" | "month"; startsOn: string };
export type Period = CalendarPeriod | { grain: "window"; startsOn: string };

/**
 * Replaces the sums that contain a day. `ofDay` selects the day's own, axes before measures. A new day is added to its
 * week and month; otherwise they are summed again.
 */
export async function rewriteSums(tx: Transaction, rollups: Rollups, day: string, ofDay: SQL): Promise<void> {
  const hadSums = await rewriteDay(tx, rollups, day, ofDay);
  for (const grain of ["week", "month"] as const)
    if (hadSums) await sumPeriod(tx, rollups, { grain, startsOn: toPeriodStart(day, grain) });
    else await addDay(tx, rollups, day, grain);
}

/** Marks the week and month as stale instead. Returns whether the day had sums. */
export async function rewriteDay(
  tx: Transaction,
  rollups: Rollups,
  day: string,
  ofDay: SQL,
): Promise<boolean> {
  const { table, isMeant } = rollups;
  const { rowCount } = await tx.execute(
    sql`delete from ${table} where ${isMeant} and grain = 'day' and starts_on = ${day}::date`,
  );
  await tx.execute(
    sql`insert into ${table} (${toColumns(rollups)}) select 'day', ${day}::date, sums.* from (${ofDay}) as sums`,
  );
  return (rowCount ?? 0) > 0;
}

export async function markStale(tx: Transaction, parts: readonly string[], day: string): Promise<void> {
  const periods = (["week", "month"] as const).map((grain) => ({
    grain,
    startsOn: toPeriodStart(day, grain),
  }));
  await tx
    .insert(stalePeriods)
    .values(parts.flatMap((part) => periods.map((period) => ({ part, ...period }))))
    .onConflictDoNothing();
}

/** Not a grain of other sums, which would otherwise be read from their days while this one is stale. */
export const savingsMark = { part: "savings", grain: "whole_month" } as const;

/** The writers of cost and usage call it, because both make the sum. */
export async function markSavings(tx: Transaction, day: string): Promise<void> {
  const startsOn = toPeriodStart(day, "month");
  await tx
    .insert(stalePeriods)
    .values({ ...savingsMark, startsOn })
    .onConflictDoNothing();
}

/** Marks the window's sum as stale, unless the day is older than the window: days of years ago change no sum. */
export async function markWindowStale(
  tx: Transaction,
  part: string,
  day: string,
  newest: SQL,
): Promise<void> {
  await tx.execute(sql`insert into ${stalePeriods} (part, grain, starts_on)
    select ${part}, 'window', ${day}::date where ${day}::date > coalesce(${toOpening(newest)}, '-infinity')
    on conflict do nothing`);
}

export async function sumPeriod(tx: Transaction, rollups: Rollups, period: Period): Promise<void> {
  const { table, axes, measures, isMeant } = rollups;
  const kept = toNames(axes);
  await tx.execute(sql`delete from ${table} where ${isMeant} and ${isReplacedBy(period)}`);
  await tx.execute(sql`insert into ${table} (${toColumns(rollups)})
    select ${period.grain}::text, ${period.startsOn}::date, ${kept}, ${sumsOf(measures)} from ${table} r
    where ${isMeant} and ${isPartOf(period)} group by ${kept}`);
}

/** A new window replaces the former one, because there is only one at a time. */
export function isReplacedBy({ grain, startsOn }: Period): SQL {
  return grain === "window"
    ? sql`grain = 'window'`
    : sql`grain = ${grain}::text and starts_on = ${startsOn}::date`;
}

/** Whether `r` is a day of a week or a month; or of the widest sums that fit a window, which are fewer to read. */
export function isPartOf({ grain, startsOn }: Period): SQL {
  if (grain === "window")
    return isInRollupPeriods(
      toRollupPeriods({ from: startsOn, to: addDays(startsOn, windowDays - 1) }, "month"),
    );
  return isInRollupPeriods([{ grain: "day", from: startsOn, to: toPeriodEnd(startsOn, grain) }]);
}

/**
 * Writes as many rows as the day has, not as its month has, because a history does this for each day. Groups instead of
 * joining, because a join without statistics would be planned for a handful of rows.
 */
async function addDay(tx: Transaction, rollups: Rollups, day: string, grain: "week" | "month") {
  const { table, axes, measures, isMeant } = rollups;
  const start = sql`${toPeriodStart(day, grain)}::date`;
  const columns = sql`${toNames(axes)}, ${toNames(measures)}`;
  await tx.execute(sql`
    with parts as (
      select ctid as place, ${columns} from ${table} where ${isMeant} and grain = ${grain}::text and starts_on = ${start}
      union all
      select null::tid, ${columns} from ${table} where ${isMeant} and grain = 'day' and starts_on = ${day}::date),
    grown as materialized (
      select max(place) as place, ${toNames(axes)}, ${sumsOf(measures)} from parts
      group by ${toNames(axes)} having bool_or(place is null)),
    outgrown as (delete from ${table} where ctid = any(array(select place from grown where place is not null)))
    insert into ${table} (${toColumns(rollups)}) select ${grain}::text, ${start}, ${toNames(axes)}, ${toNames(measures)} from grown`);
}

function toColumns({ axes, measures }: Rollups): SQL {
  return sql`grain, starts_on, ${toNames(axes)}, ${toNames(measures)}`;
}

function toNames(names: readonly string[]): SQL {
  return list(names.map((name) => sql.identifier(name)));
}

export function sumsOf(columns: readonly string[]): SQL {
  return list(columns.map((column) => sql`sum(${sql.identifier(column)}) as ${sql.identifier(column)}`));
}
