import "server-only";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { tables } from "./tables";

/** Every table of the store. None refers to another, so any order will do. */
export const tableNames: string[] = Object.values(tables)
  .filter((table) => is(table, PgTable))
  .map(getTableName);
