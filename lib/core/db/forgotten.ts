import "server-only";
import { createHash } from "node:crypto";
import { inArray, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Database, Transaction } from "./database";
import { forgettingKey, forgottenPeople } from "./forgotten-tables";

const longestLookedUp = 320;

export function toLookup(key: string, text: string): string {
  return createHash("sha256").update(`${key}${text.toLowerCase()}`).digest("hex");
}

/** In a table of people who use Claude, what names someone who was forgotten names their pseudonym again. */
export async function recallInReport(
  tx: Transaction,
  table: PgTable,
  names: readonly string[],
  isMeant: SQL,
): Promise<void> {
  if ((await tx.$count(forgottenPeople)) === 0) return;
  for (const name of names) {
    const column = sql.identifier(name);
    await tx.execute(sql`update ${table} as t set ${column} = f.pseudonym from ${forgottenPeople} f, ${forgettingKey} k
      where ${isMeant} and f.lookup = encode(sha256(convert_to(k.key || lower(t.${column}), 'UTF8')), 'hex')`);
  }
}

/** In anything that the vendor sends. Without forgotten people, it costs one small query. */
export async function recall<Row extends object>(
  tx: Transaction | Database,
  rows: readonly Row[],
): Promise<Row[]> {
  const known = await readForgotten(tx);
  return known ? rows.map((row) => replaceIn(known, row)) : [...rows];
}

/** Someone who is here again is a new person, who isn't recalled any more. */
export async function welcomeBack(tx: Transaction | Database, texts: readonly string[]): Promise<void> {
  const known = await readForgotten(tx);
  if (!known) return;
  const back = texts.map((text) => toLookup(known.key, text)).filter((one) => known.pseudonyms.has(one));
  if (back.length > 0) await tx.delete(forgottenPeople).where(inArray(forgottenPeople.lookup, back));
}

type Forgotten = { key: string; pseudonyms: ReadonlyMap<string, string> };

async function readForgotten(tx: Transaction | Database): Promise<Forgotten | null> {
  const rows = await tx
    .select({ lookup: forgottenPeople.lookup, pseudonym: forgottenPeople.pseudonym, key: forgettingKey.key })
    .from(forgottenPeople)
    .innerJoin(forgettingKey, sql`true`);
  const [first] = rows;
  if (!first) return null;
  return { key: first.key, pseudonyms: new Map(rows.map(({ lookup, pseudonym }) => [lookup, pseudonym])) };
}

/** Sound: only values are replaced, so the row keeps its type. */
function replaceIn<Value>(known: Forgotten, value: Value): Value {
  return replaceUnknown(known, value) as Value; // Sound: text stays text, and everything else keeps its shape.
}

function replaceUnknown(known: Forgotten, value: unknown): unknown {
  if (typeof value === "string") {
    if (value.length > longestLookedUp) return value;
    return known.pseudonyms.get(toLookup(known.key, value)) ?? value;
  }
  if (Array.isArray(value)) return value.map((one) => replaceUnknown(known, one));
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaceUnknown(known, one)]));
}
