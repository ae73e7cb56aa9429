import "server-only";
import { getTableColumns, getTableName, is, type Name, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { tables } from "./tables";

const tablesByName = new Map<string, PgTable>(
  Object.values(tables)
    .filter((table) => is(table, PgTable))
    .map((table) => [getTableName(table), table]),
);

export const tableNames: string[] = [...tablesByName.keys()];

/** Without those that the database computes. */
export function listStoredColumns(tableName: string): Name[] {
  const table = tablesByName.get(tableName);
  return Object.values(table ? getTableColumns(table) : {})
    .filter(({ generated }) => !generated)
    .map(({ name }) => sql.identifier(name));
}
