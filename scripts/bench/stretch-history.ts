/** Run on a store that nobody has open: repeats the newest four weeks of its reports, as sums alone, for a year. */
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { PgBigInt53, PgNumeric, type PgTable } from "drizzle-orm/pg-core";
import {
  claudeCodeActorRollups,
  claudeCodeKindRollups,
  claudeCodeModelRollups,
  claudeCodeRollups,
  claudeCodeToolRollups,
} from "@/lib/db/claude-code-tables";
import { closeDatabase, database } from "@/lib/db/client";
import { costRollups, reportDays, usageKeyRollups, usageRollups } from "@/lib/db/report-tables";

/** Whole weeks, so that each day lands on its own weekday. */
const periodDays = 28;
const periods = 13;

/** Hours and the cost of people are kept for a few weeks only, and stay as they are. */
const stretched = sql`report in ('cost', 'usage', 'usage-geo', 'claude-code')`;
const rollups = [
  costRollups,
  usageRollups,
  claudeCodeRollups,
  claudeCodeActorRollups,
  claudeCodeModelRollups,
  claudeCodeToolRollups,
];

async function run(): Promise<void> {
  await repeat(usageKeyRollups, "day", sql`true`);
  for (const table of rollups) {
    await repeat(table, "starts_on", sql`grain = 'day'`);
    await resum(table);
  }
  await countActors();
  await repeat(reportDays, "day", stretched);
  await (await database()).execute(sql`analyze`);
  await closeDatabase();
}

async function countActors(): Promise<void> {
  const names = listNames(claudeCodeKindRollups).slice(4);
  const sums = names.map((name) => sql`sum(${sql.identifier(name)})`);
  const db = await database();
  await db.delete(claudeCodeKindRollups);
  await db.insert(claudeCodeKindRollups).select(sql`
    select grain, starts_on, actor_type, count(*), ${sql.join(sums, sql`, `)}
    from ${claudeCodeActorRollups} group by grain, starts_on, actor_type`);
}

async function repeat(table: PgTable, dayName: string, isMeant: SQL): Promise<void> {
  const day = sql.identifier(dayName);
  const others = toList(listNames(table).filter((name) => name !== dayName));
  const db = await database();
  await db.execute(sql`
    with source as materialized (select * from ${table} where ${isMeant}),
    bounds as (select min(${day}) as oldest, max(${day}) - ${periodDays}::integer as opening from source)
    insert into ${table} (${day}, ${others})
    select ${day} - period * ${periodDays}::integer, ${others}
    from source cross join bounds cross join generate_series(1, ${periods}) as period
    where ${day} > opening and ${day} - period * ${periodDays}::integer < oldest`);
}

/** Weeks where the table has them, and months, out of its days. */
async function resum(table: PgTable): Promise<void> {
  const columns = Object.values(getTableColumns(table));
  const isMeasure = (column: unknown) => column instanceof PgNumeric || column instanceof PgBigInt53;
  const measures = columns.filter(isMeasure).map(({ name }) => name);
  const axes = listNames(table).filter((name) => ![...measures, "grain", "starts_on"].includes(name));
  const sums = sql.join(
    measures.map((name) => sql`sum(${sql.identifier(name)})`),
    sql`, `,
  );
  const db = await database();
  const { rows } = await db.execute<{ grain: string }>(sql`
    with gone as (delete from ${table} where grain <> 'day' returning grain) select distinct grain from gone`);
  for (const { grain } of rows)
    await db.execute(sql`
      insert into ${table} (grain, starts_on, ${toList(axes)}, ${toList(measures)})
      select ${grain}::text, date_trunc(${grain}, starts_on::timestamp)::date, ${toList(axes)}, ${sums}
      from ${table} where grain = 'day' group by 2, ${toList(axes)}`);
}

function listNames(table: PgTable): string[] {
  return Object.values(getTableColumns(table)).map(({ name }) => name);
}

function toList(names: readonly string[]): SQL {
  return sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
}

await run();
