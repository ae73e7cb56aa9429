import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { DayRange } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { home } from "@/lib/core/organization/default-workspace";
import { atPriority } from "@/lib/core/process/priority";
import { isTag, type TagDimension } from "@/lib/money/reports/dimension";
import type { Filter } from "@/lib/money/reports/search-params";
import { countFacts, listReadDays, takeDays } from "./fact-days";
import { isInFilter, toTagOfRow } from "./scope";

export type Pivot<Group extends string> = {
  report: ReportName;
  /**
   * The coarsest facts `r` with a `day` that have everything `needed`: groups and dimensions of the filter.
   * @throws AppError invalid if no facts have all of it
   */
  toFacts: (needed: readonly string[], range: DayRange) => SQL;
  joins: SQL;
  /** By column, in the order of the export contract; each may be null. */
  groups: Record<Group, SQL>;
  /** Groups that must be requested by name. */
  extras?: readonly Group[];
  /** Values to filter by, as texts that are never null. */
  keys: Record<string, SQL>;
  measures: Record<string, SQL>;
  /** Texts that keep rows apart whatever the groups: amounts in two currencies have no sum. */
  tail?: Record<string, SQL>;
  /** After the tail: quotients of sums, which have no total. */
  rates?: Record<string, SQL>;
  /** Which rows a file has, where facts of another report stand beside its own. */
  having?: SQL;
  isVisible: (actor: Actor) => SQL;
};

export type PivotQuery<Group extends string> = DayRange & {
  groups: readonly (Group | TagDimension)[];
  filter?: Filter<string>;
};
export type PivotRow = (string | null)[];

const shownRows = 200;
/** Parsed in one go, so it must not block others for long. */
const rowsOfPiece = 500;
/**
 * Bounds how many days one query reads, starting with one for an early answer. The embedded database runs one query at
 * a time, so each must be short enough for a page to wait.
 */
const maxOfQuery = { rows: 3000, growth: 4 };

/** By day, rows come a few days at a time, so that memory use stays constant. */
export async function* readPivot<Group extends string>(
  pivot: Pivot<Group>,
  actor: Actor,
  query: PivotQuery<Group>,
): AsyncGenerator<PivotRow[]> {
  if (!query.groups.some((group) => group === "day"))
    return yield* parsePieces(await sumPivot(pivot, actor, query));
  const days = await listReadDays(pivot.report, query);
  let most = 1;
  for (let start = 0; start < days.length; ) {
    const batch = takeDays(days, start, most);
    const range = { from: batch[0]?.day ?? query.from, to: batch.at(-1)?.day ?? query.to };
    // Someone waits for the first rows; the rest gives way to pages.
    const read = () => sumPivot(pivot, actor, { ...query, ...range });
    const pieces = await (start === 0 ? read() : atPriority("background", read));
    yield* parsePieces(pieces);
    start += batch.length;
    const fitting = Math.floor((maxOfQuery.rows * batch.length) / Math.max(1, countRows(pieces)));
    most = Math.max(1, Math.min(fitting, batch.length * maxOfQuery.growth));
  }
}

type Piece = { json: string; count: number };

function* parsePieces(pieces: readonly Piece[]): Generator<PivotRow[]> {
  for (const { json } of pieces) yield pivotRows.parse(JSON.parse(json));
}

function countRows(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { count }) => sum + count, 0);
}

/** The facts are counted already and often decide. */
export async function isPivotLongerThan<Group extends string>(
  pivot: Pivot<Group>,
  actor: Actor,
  query: PivotQuery<Group>,
  most: number,
): Promise<boolean> {
  if ((await countFacts(pivot.report, query)) <= most) return false;
  const db = await database();
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::float8 as count from (${toQuery(pivot, actor, query)}) as pivot`,
  );
  return (rows[0]?.count ?? 0) > most;
}

export async function listPivotRows<Group extends string>(
  pivot: Pivot<Group>,
  actor: Actor,
  query: PivotQuery<Group>,
): Promise<{ columns: string[]; rows: PivotRow[]; total: number }> {
  const measures = Object.keys(pivot.measures);
  const columns = [...query.groups, ...measures];
  const cells = [...toGroupNames(query), ...measures].map((name) => sql.identifier(name));
  const largest = sql.join(
    Object.keys(pivot.measures).map((name) => sql`coalesce(${sql.identifier(name)}::numeric, 0)`),
    sql` + `,
  );
  const db = await database();
  const { rows } = await db.execute<{ json: string | null; total: number }>(sql`
    with pivot as materialized (${toQuery(pivot, actor, query)}),
    shown as (select * from pivot order by ${largest} desc limit ${shownRows})
    select (select json_agg(array[${sql.join(cells, sql`, `)}] order by ${largest} desc)::text from shown) as json,
      (select count(*) from pivot)::int as total`);
  return { columns, rows: pivotRows.parse(JSON.parse(rows[0]?.json ?? "[]")), total: rows[0]?.total ?? 0 };
}

/** JSON texts, because PGlite is several times slower cell by cell. */
async function sumPivot<Group extends string>(
  pivot: Pivot<Group>,
  actor: Actor,
  query: PivotQuery<Group>,
): Promise<Piece[]> {
  const tail = Object.keys(pivot.tail ?? {});
  const names = toGroupNames(query);
  const numbers = [...Object.keys(pivot.measures), ...tail, ...Object.keys(pivot.rates ?? {})];
  const cells = [...names, ...numbers].map((name) => sql.identifier(name));
  const days = names.filter((_, index) => query.groups[index] === "day");
  const order = [...days, ...names, ...tail].map((name) => sql`${sql.identifier(name)} collate "C"`);
  const db = await database();
  const { rows } = await db.execute<Piece>(sql`
    select number / ${rowsOfPiece}::int as piece, json_agg(cells order by number)::text as json, count(*)::float8 as count from (
      select array[${sql.join(cells, sql`, `)}] as cells, row_number() over (order by ${sql.join(order, sql`, `)}) - 1 as number
      from (${toQuery(pivot, actor, query)}) as pivot) numbered
    group by 1 order by 1`);
  return rows;
}

const pivotRows = z.array(z.array(z.string().nullable()));

function toQuery<Group extends string>(pivot: Pivot<Group>, actor: Actor, query: PivotQuery<Group>): SQL {
  const texts = [
    ...query.groups.map((group, index) => [toGroupNames(query)[index] ?? "", toGroup(pivot, group)] as const),
    ...Object.entries(pivot.tail ?? {}),
  ];
  const values = Object.entries({ ...pivot.measures, ...pivot.rates });
  const columns = [...texts, ...values].map(([name, value]) => sql`${value} as ${sql.identifier(name)}`);
  const { from, to, groups, filter = {} } = query;
  return sql`select ${sql.join(columns, sql`, `)}
    from (${pivot.toFacts([...groups, ...Object.keys(filter)], { from, to })}) r cross join ${home} ${pivot.joins}
    where r.day between ${from}::date and ${to}::date and ${pivot.isVisible(actor)}
      and ${isInFilter(filter, pivot.keys)}
    group by ${toPositions(texts.length)} having ${pivot.having ?? sql`true`}`;
}

/** Numbered names, because a tag may be longer than a name in SQL. */
function toGroupNames({ groups }: Pick<PivotQuery<string>, "groups">): string[] {
  return groups.map((_, index) => `group_${index}`);
}

function toGroup<Group extends string>({ groups }: Pivot<Group>, name: Group | TagDimension): SQL {
  // Sound: what is no tag is one of the groups.
  return isTag(name) ? toTagOfRow(name) : groups[name as Group];
}

function toPositions(count: number): SQL {
  return sql.raw(Array.from({ length: count }, (_, index) => index + 1).join(", "));
}
