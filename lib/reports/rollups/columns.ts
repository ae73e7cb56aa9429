import "server-only";
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { FieldOf } from "@/lib/reports/dimension";
import { list } from "@/lib/reports/query/breakdown-query";

/** A table that has a column for each field of a row. */
type TableOf<Row> = PgTable & { [Field in keyof Row]-?: AnyPgColumn };

/** Rows of JSON as `t`, with the fields that a table has and the rows, too. */
export function toRecords<Row>(rowsJson: Buffer, table: TableOf<Row>, ...others: readonly string[]): SQL {
  const columns = Object.entries(getTableColumns(table)).filter(([field]) => !others.includes(field));
  const fields = columns.map(([field, column]) => `"${field}" ${column.getSQLType()}`);
  return sql`json_to_recordset(${rowsJson}::text::json) as t(${sql.raw(fields.join(", "))})`;
}

/** The fields of records `t` in the order of the table, except those that are computed. */
export function selectFields(table: PgTable, computed: Readonly<Record<string, SQL>>): SQL {
  const fields = Object.keys(getTableColumns(table));
  return list(fields.map((field) => computed[field] ?? sql`t.${sql.identifier(field)}`));
}

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
