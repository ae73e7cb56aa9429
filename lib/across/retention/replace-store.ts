import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/core/db/database";
import { keptRows, places, searched, type TextColumn } from "./places-sql";

/** All that reports, lists, and texts may call a person. Names that nobody else has are `ownNames`. */
export type Person = { address: string; ids: string[]; names: string[]; ownNames: string[] };

/** What stands for each text of a person: the whole address or ID. */
type Pseudonyms = ReadonlyMap<string, string>;
type Pattern = { pattern: string; pseudonym: string; finds: boolean };

/** In JSON, a line's break before a text is a backslash and a letter; in a query, a comma may be encoded. */
const start = "(?:(?<![[:alnum:]._%+-])|(?<=\\\\[nrt]|%2C))";
/** A longer address may start with this one. */
const end = "(?![[:alnum:]_-]|\\.[[:alnum:]])";

export async function replaceEverywhere(
  tx: Transaction,
  person: Person,
  pseudonyms: Pseudonyms,
): Promise<void> {
  const patterns = toPatterns(person, pseudonyms);
  // First the versions of the directory, because a trigger compares the objects with them.
  const inOrder = searched.toSorted((one, other) => toRank(one.table) - toRank(other.table));
  for (const { table, columns } of inOrder) await replaceWithin(tx, { table, columns, patterns });
  for (const [table, place] of Object.entries(places)) {
    if (place.kind === "deleted")
      await tx.execute(sql`delete from ${sql.identifier(table)}
        where lower(${sql.identifier(place.column)}) = ${person.address}`);
    if (place.kind === "exact")
      for (const column of place.columns) await replaceExactly(tx, { table, column, pseudonyms });
  }
}

function toRank(table: string): number {
  return table === "directory_versions" ? 0 : 1;
}

function toPatterns({ address, names, ownNames }: Person, pseudonyms: Pseudonyms): Pattern[] {
  const standIn = pseudonyms.get(address) ?? "";
  const exact = [...pseudonyms, [encodeURIComponent(address), encodeURIComponent(standIn)] as const];
  return [
    ...exact.flatMap(([text, pseudonym]) => toSpellings(text, pseudonym, true)),
    ...names.flatMap((name) => toSpellings(name, standIn, ownNames.includes(name))),
  ];
}

/** A text as it is, and as JSON writes it. */
function toSpellings(text: string, pseudonym: string, finds: boolean): Pattern[] {
  return [...new Set([text, JSON.stringify(text).slice(1, -1)])].map((spelling) => {
    const literal = spelling.replace(/[^\p{L}\p{N}]/gu, (character) => `\\${character}`);
    return { pattern: `${start}${literal}${end}`, pseudonym, finds };
  });
}

type Within = { table: string; columns: readonly TextColumn[]; patterns: readonly Pattern[] };

/** A name that others have too is replaced only in rows that are about this person. */
async function replaceWithin(tx: Transaction, { table, columns, patterns }: Within): Promise<void> {
  const sought = patterns
    .filter(({ finds }) => finds)
    .map(({ pattern }) => pattern)
    .join("|");
  const found = columns.map(({ name }) => sql`${sql.identifier(name)}::text ~* ${sought}`);
  const changes = columns.map(({ name, type }) => {
    const column = sql.identifier(name);
    const text = patterns.reduce<SQL>(
      (inner, { pattern, pseudonym }) => sql`regexp_replace(${inner}, ${pattern}, ${pseudonym}, 'gi')`,
      sql`${column}::text`,
    );
    return sql`${column} = ${text}::${sql.raw(type)}`;
  });
  await tx.execute(sql`update ${sql.identifier(table)} set ${sql.join(changes, sql`, `)}
    where (${sql.join(found, sql` or `)}) and not (${sql.raw(keptRows[table] ?? "false")})`);
}

type Exactly = { table: string; column: string; pseudonyms: Pseudonyms };

async function replaceExactly(tx: Transaction, { table, column, pseudonyms }: Exactly): Promise<void> {
  const name = sql.identifier(column);
  for (const [text, pseudonym] of pseudonyms)
    await tx.execute(sql`update ${sql.identifier(table)} set ${name} = ${pseudonym}
      where lower(${name}) = ${text.toLowerCase()}`);
}
