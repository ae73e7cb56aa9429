import "server-only";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CopyText } from "./copy-text";
import type { Transaction } from "./database";

/** Takes a third of the time of an insert from JSON, which the database would parse first. */
export async function copyRows(tx: Transaction, table: PgTable, { fields, text }: CopyText): Promise<void> {
  if (text.length === 0) return;
  const columns: Record<string, { name: string }> = getTableColumns(table);
  const names = fields.map((field) => {
    const column = columns[field];
    if (!column) throw new Error(`${getTableName(table)} has no column for ${field}`);
    return `"${column.name}"`;
  });
  const copy = copyFrom(`copy "${getTableName(table)}" (${names.join(", ")}) from stdin`);
  // A client whose connection was lost answers with that instead of the stream.
  await Promise.all([toClient(tx).query(copy), pipeline(Readable.from([text], { objectMode: false }), copy)]);
}

function toClient(tx: Transaction): ClientBase {
  // Sound: transactions are those of the node-postgres driver, whose session has the client.
  return (tx as unknown as { session: { client: ClientBase } }).session.client;
}
