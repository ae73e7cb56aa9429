import "server-only";
import { getTableColumns, getTableName, is, sql } from "drizzle-orm";
import { type PgColumn, PgTable } from "drizzle-orm/pg-core";
import { database } from "@/lib/core/db/client";
import { tables } from "@/lib/core/db/tables";
import { places } from "./places-sql";

export const ada = {
  id: "user_ada01",
  email: "ada@northwind.example",
  name: "Ada O'Brien-Löwe",
};
const apart = ["members", "audit_log", "audit_head", "forgotten_people", "forgetting_key", "settings"];
/** What names a person in a table of a report, whose other columns are words of the report. */
const ofReport = /^(actor|actor_email|actor_id|email)$/;
const onlyAddress = /^(email|actor|actor_email|created_by|owner|person|recipient)$/;

/** A row about the person in every table, in every column that can hold a text, so that a new table is among them. */
export async function fillAllTables(): Promise<string[]> {
  const all = Object.values(tables).filter(
    (table) => is(table, PgTable) && !apart.includes(getTableName(table)),
  );
  const db = await database();
  for (const table of all) {
    const columns = Object.values(getTableColumns(table)).filter(({ generated }) => !generated);
    const names = columns.map(({ name }) => sql.identifier(name));
    const { kind = "searched" } = places[getTableName(table)] ?? {};
    const isReport = kind === "exact" || kind === "nobody";
    const values = columns.map(
      (column) => sql`${isReport ? toReported(column) : toValue(column)}::${sql.raw(toType(column))}`,
    );
    await db.execute(
      sql`insert into ${table} (${sql.join(names, sql`, `)}) values (${sql.join(values, sql`, `)})`,
    );
  }
  return all.map(getTableName);
}

function toType(column: PgColumn): string {
  return column.getSQLType().replace("bigserial", "bigint").replace("serial", "integer");
}

function toReported(column: PgColumn): unknown {
  if (ofReport.test(column.name)) return toText(column.name);
  return { text: "word", jsonb: "{}", "text[]": "{}" }[column.getSQLType()] ?? toValue(column);
}

function toValue(column: PgColumn): unknown {
  const type = column.getSQLType();
  if (type === "text") return toText(column.name);
  if (type === "jsonb") return JSON.stringify(about);
  if (type === "text[]") return `{"${ada.id} joined"}`;
  if (column.name === "run_id" && getTableName(column.table) === "offboardings") return aside;
  if (type === "uuid") return "11111111-1111-4111-8111-111111111111";
  if (type === "boolean") return false;
  if (type === "date") return "2024-02-01";
  if (type.startsWith("timestamp")) return "2024-02-01T00:00:00Z";
  return type === "bytea" ? "" : 1;
}

/** A run of its own, because a receipt's run is kept. */
const aside = "22222222-2222-4222-8222-222222222222";
const about = {
  by: ada.email.toUpperCase(),
  id: ada.id,
  people: [{ name: ada.name, email: ada.email }],
  text: `To:\n${ada.email}, about ${ada.name}`,
};

function toText(name: string): string {
  if (onlyAddress.test(name)) return ada.email;
  if (name === "actor_id" || name === "user_id") return ada.id;
  if (name === "name" || name === "label") return ada.name;
  return `${ada.email}/${ada.id} ?person=a%40x.example%2C${encodeURIComponent(ada.email)}`;
}
