import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "@/lib/db/client";
import { list } from "./part-sums";
import { toPeriodEnd, toPeriodStart } from "./search-params";

const grains = ["day", "week", "month"] as const;

/** A table of sums by `grain` and `starts_on`. */
type Rollups = {
  table: PgTable;
  /** What a row keeps beside them, and what it sums. */
  axes: readonly string[];
  measures: readonly string[];
  /** Which rows are meant, in a form that the table's index serves. */
  isMeant: SQL;
};

/**
 * Rewrites the sums that hold a day. `ofDay` selects those of the day itself, axes before measures; the week's and the
 * month's are made of their days.
 */
export async function rewriteSums(
  tx: Transaction,
  { table, axes, measures, isMeant }: Rollups,
  day: string,
  ofDay: SQL,
): Promise<void> {
  const kept = list(axes.map((name) => sql.identifier(name)));
  const columns = sql`grain, starts_on, ${kept}, ${list(measures.map((name) => sql.identifier(name)))}`;
  await tx.execute(sql`delete from ${table} where ${isMeant} and ${holdsDay(day)}`);
  await tx.execute(
    sql`insert into ${table} (${columns}) select 'day', ${day}::date, sums.* from (${ofDay}) as sums`,
  );
  for (const grain of ["week", "month"] as const)
    await tx.execute(sql`insert into ${table} (${columns})
      select ${grain}::text, ${toPeriodStart(day, grain)}::date, ${kept}, ${sumsOf(measures)} from ${table}
      where ${isMeant} and grain = 'day' and starts_on between ${toPeriodStart(day, grain)}::date
        and ${toPeriodEnd(day, grain)}::date group by ${kept}`);
}

/** Whether a row is the sum of the day, of its week or of its month. */
export function holdsDay(day: string): SQL {
  const each = grains.map(
    (grain) => sql`grain = ${grain} and starts_on = ${toPeriodStart(day, grain)}::date`,
  );
  return sql`(${sql.join(each, sql` or `)})`;
}

export function sumsOf(columns: readonly string[]): SQL {
  return list(columns.map((column) => sql`sum(${sql.identifier(column)})`));
}
