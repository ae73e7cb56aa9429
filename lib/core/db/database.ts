import "server-only";
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import type { ExtractTablesWithRelations } from "drizzle-orm/relations";
import type { tables } from "./tables";

type Answer<Row> = { rows: Row[]; rowCount: number | null };
interface Rows extends PgQueryResultHKT {
  type: Answer<this["row"]>;
}

type Tables = typeof tables;
/** Inside `transaction`, use only its handle: the embedded database runs one transaction at a time. */
export type Database = PgDatabase<Rows, Tables>;
export type Transaction = PgTransaction<Rows, Tables, ExtractTablesWithRelations<Tables>>;

export type Store = {
  db: Database;
  background: Database;
  close: () => Promise<void>;
};
