import "server-only";
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { FieldOf } from "@/lib/money/reports/dimension";
import { list } from "@/lib/money/reports/query/breakdown-query";

/** A table that has a column for each field of a row. */
type TableOf<Row> = PgTable & { [Field in keyof Row]-?: AnyPgColumn };

/** The columns in the order of the table, which has to have them. */
export function inTable<Column extends string>(
  table: TableOf<Record<FieldOf<Column>, unknown>>,
  columns: readonly Column[],
): Column[] {
  const own = Object.values(getTableColumns(table)).map(({ name }) => name);
  return own.flatMap((name) => columns.find((column) => column === name) ?? []);
}

/** The columns in SQL, with `null` for those that the rows don't have. */
export function toColumns(columns: readonly string[], rows?: readonly string[]): SQL {
  return list(columns.map((name) => (rows && !rows.includes(name) ? sql`null::text` : sql.identifier(name))));
}

/**
 * Sums of several levels in one pass: what a row is summed by, and the name of its level. The bits of `grouping` name
 * the columns that it isn't summed by.
 */
export function groupByLevels<Level extends string>(
  levels: readonly Level[],
  toColumnsOf: (level: Level) => readonly string[],
): { axes: SQL; sets: SQL } {
  const columns = [...new Set(levels.flatMap(toColumnsOf))];
  const toBits = (level: Level) =>
    columns.reduce((bits, column) => 2 * bits + Number(!toColumnsOf(level).includes(column)), 0);
  const names = levels.map((level) => sql.raw(`when ${toBits(level)} then '${level}'`));
  return {
    axes: sql`case grouping(${toColumns(columns)}) ${sql.join(names, sql` `)} end`,
    sets: sql`grouping sets (${list(levels.map((level) => sql`(${toColumns(toColumnsOf(level))})`))})`,
  };
}

export function isOfLevels(levels: readonly string[]): SQL {
  return sql`axes in (${sql.raw(levels.map((level) => `'${level}'`).join(", "))})`;
}
