import "server-only";
import { getTableColumns, type Name, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";

export type MirrorTable = PgTable & { seenAt: PgColumn; firstSeenAt: PgColumn; goneAt: PgColumn };

/** How one noun is stored: its table, and the properties that identify a row and that people care about. */
export type MirroredNoun = {
  noun: string;
  table: MirrorTable;
  key: readonly string[];
  tracked: readonly string[];
  /** Rows that follow from something else, such as a role, don't count as changes themselves. */
  isImplied?: (alias: Name) => SQL;
  /** A row that came with a role which its person has no longer: what replaces it was there before. */
  isReleased?: (alias: Name) => SQL;
  stamp?: { property: string; isDue: (before: Name, after: Name) => SQL };
};

export type MirrorRow = { seenAt: string };

export function toImplied({ isImplied }: MirroredNoun, alias: string): SQL {
  return isImplied ? sql`(${isImplied(sql.identifier(alias))})` : sql`false`;
}

export function toReleased({ isReleased }: MirroredNoun, alias: string): SQL {
  return isReleased ? sql`coalesce(${isReleased(sql.identifier(alias))}, false)` : sql`false`;
}

/** `own` properties are read as they were saved, so that only what others changed differs. */
export function toTracked(
  { table, tracked }: MirroredNoun,
  alias: string,
  { own, saved }: { own: readonly string[]; saved: string } = { own: [], saved: alias },
): SQL {
  const columns = getTableColumns(table);
  const pairs = tracked.map((property) => {
    const name = columns[property]?.name ?? property;
    const from = own.includes(property) ? saved : alias;
    return sql`${sql.raw(`'${property}'`)}, ${sql.identifier(from)}.${sql.identifier(name)}`;
  });
  return sql`jsonb_build_object(${sql.join(pairs, sql`, `)})`;
}

export function toKey(noun: MirroredNoun, alias: PgTable | SQL): SQL {
  const names = listColumns(noun).filter(({ property }) => noun.key.includes(property));
  const parts = names.map(({ name }) => sql`${alias}.${sql.identifier(name)}`);
  return sql`concat_ws('/', ${sql.join(parts, sql`, `)})`;
}

export function toKeyText({ key }: MirroredNoun, row: MirrorRow): string {
  const values = new Map<string, unknown>(Object.entries(row));
  return key.map((property) => values.get(property)).join("/");
}

export function toColumnList(noun: MirroredNoun): SQL {
  const names = listColumns(noun).filter(({ property }) => noun.key.includes(property));
  return sql.join(
    names.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
}

export function listNames(noun: MirroredNoun) {
  return listColumns(noun).map(({ name }) => sql.identifier(name));
}

export function listColumns({ table, stamp }: MirroredNoun) {
  const own = ["firstSeenAt", "goneAt", stamp?.property];
  return Object.entries(getTableColumns(table))
    .filter(([property, { generated }]) => !own.includes(property) && !generated)
    .map(([property, column]) => ({ property, name: column.name, type: column.getSQLType() }));
}
