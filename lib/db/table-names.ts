import "server-only";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { tables } from "./tables";

export const tableNames: string[] = Object.values(tables)
  .filter((table) => is(table, PgTable))
  .map(getTableName);
