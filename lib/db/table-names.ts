import "server-only";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as own from "./own-tables";
import * as mirrored from "./tables";

/** Every table of the store. None refers to another, so any order will do. */
export const tableNames: string[] = Object.values({ ...mirrored, ...own })
  .filter((table) => is(table, PgTable))
  .map(getTableName);
