import "server-only";
import { setImmediate } from "node:timers/promises";
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { toStorable } from "@/lib/core/format/storable";
import type { Database, Transaction } from "./database";
import { changes } from "./directory-tables";
import { lastSeenAt } from "./first-sync";
import {
  listColumns,
  listNames,
  type MirroredNoun,
  type MirrorRow,
  toColumnList,
  toImplied,
  toKey,
  toKeyText,
  toReleased,
  toTracked,
} from "./mirrored-noun";
import { recallMirrored } from "./recall-mirrored";

const chunkSize = 500;

/**
 * Stores a listing unless something newer is known, and records the differences. Unchanged rows aren't written again,
 * which every five minutes would only bloat the database.
 */
export async function saveListed(
  db: Database,
  noun: MirroredNoun,
  rows: readonly MirrorRow[],
  { isRecorded }: { isRecorded: boolean },
): Promise<void> {
  const found = dedupe(noun, await recallMirrored(db, noun, rows));
  for (let start = 0; start < found.length; start += chunkSize) {
    const upsert = toUpsert(noun, found.slice(start, start + chunkSize), isNews);
    await db.execute(isRecorded ? withChangesRecorded(noun, upsert) : upsert);
    await setImmediate();
  }
}

/**
 * What was changed here: all that differs, or these properties. The rest is recorded, because the next listing would no
 * longer see it. Where the object was read since the change was sent, the rest stays as it was read, because the answer
 * may be older; the next listing tells.
 */
export type Own = "all" | { properties: readonly string[]; sentAt?: string | undefined };

export async function saveSeen(
  tx: Transaction | Database,
  noun: MirroredNoun,
  row: MirrorRow,
  own: Own = "all",
): Promise<void> {
  const upsert = toUpsert(noun, await recallMirrored(tx, noun, [row]), () => sql``, own);
  await tx.execute(own === "all" ? upsert : withChangesRecorded(noun, upsert, own));
}

type Unlisted = { startedAt: string; isRecorded: boolean; odd?: readonly string[]; scope?: SQL };

/**
 * Marks rows missing from a listing that started at `startedAt`, unless they were seen since. `odd`: keys that couldn't
 * be read; `scope`: what was listed.
 */
export async function markUnlisted(
  db: Database,
  noun: MirroredNoun,
  rows: readonly MirrorRow[],
  { startedAt, isRecorded, odd = [], scope = sql`true` }: Unlisted,
): Promise<void> {
  const { table } = noun;
  const listed = JSON.stringify([...rows.map((row) => toKeyText(noun, row)), ...odd], toStorable);
  const gone = sql`update ${table} set gone_at = ${startedAt}::timestamptz, seen_at = ${startedAt}::timestamptz
    where gone_at is null and seen_at < ${startedAt}::timestamptz and ${scope}
    and not exists (select 1 from jsonb_array_elements_text(${listed}::jsonb) listed(key) where listed.key = ${toKey(noun, table)})`;
  await db.execute(isRecorded ? withGoneRecorded(noun, gone) : gone);
}

function withGoneRecorded(noun: MirroredNoun, gone: SQL): SQL {
  return sql`with gone as (${gone} returning *)
    insert into ${changes} (seen_at, unseen_since, noun, target_id, kind, before)
    select gone_at, ${lastSeenAt(noun.noun)}, ${noun.noun}, ${toKey(noun, sql`gone`)}, 'gone', ${toTracked(noun, "gone")}
    from gone where not ${toImplied(noun, "gone")}`;
}

export async function markGone(
  tx: Transaction | Database,
  noun: MirroredNoun,
  which: SQL,
  { goneAt, own = "all" }: { goneAt: string; own?: Own },
): Promise<void> {
  const gone = sql`update ${noun.table} set gone_at = ${goneAt}::timestamptz, seen_at = ${goneAt}::timestamptz
    where gone_at is null and ${which}`;
  await tx.execute(own === "all" ? gone : withGoneRecorded(noun, gone));
}

function toUpsert(
  noun: MirroredNoun,
  rows: readonly MirrorRow[],
  toFilter: (noun: MirroredNoun) => SQL,
  own: Own = "all",
): SQL {
  const { table } = noun;
  const names = sql.join(listNames(noun), sql`, `);
  const updates = listColumns(noun).map(({ property, name: text }) => {
    const name = sql.identifier(text);
    if (own === "all" || !own.sentAt || own.properties.includes(property))
      return sql`${name} = excluded.${name}`;
    return sql`${name} = case when kept.seen_at > ${own.sentAt}::timestamptz then kept.${name} else excluded.${name} end`;
  });
  return sql`insert into ${table} as kept (${names}, first_seen_at)
    select ${names}, seen_at from ${toIncoming(noun, rows)} ${toFilter(noun)}
    on conflict (${toColumnList(noun)}) do update set ${sql.join([...updates, ...listStamps(noun)], sql`, `)}, gone_at = null
    where excluded.seen_at >= kept.seen_at`;
}

/** A returning row starts over, so that it doesn't seem to have been there all along. */
function listStamps({ table, stamp }: MirroredNoun): SQL[] {
  const returned = sql`first_seen_at = case when kept.gone_at is null then kept.first_seen_at else excluded.seen_at end`;
  const name = stamp && getTableColumns(table)[stamp.property]?.name;
  if (!stamp || !name) return [returned];
  const isDue = stamp.isDue(sql.identifier("kept"), sql.identifier("excluded"));
  const column = sql.identifier(name);
  return [returned, sql`${column} = case when ${isDue} then excluded.seen_at else kept.${column} end`];
}

/** Filters out unchanged rows: even a conflict without an update would lock, and so write, its row. */
function isNews(noun: MirroredNoun): SQL {
  const isSame = listColumns(noun)
    .filter(({ property }) => property !== "seenAt")
    .map(({ property, name }) => {
      const equals = sql.raw(noun.key.includes(property) ? "=" : "is not distinct from");
      return sql`known.${sql.identifier(name)} ${equals} incoming.${sql.identifier(name)}`;
    });
  return sql`where not exists (select 1 from ${noun.table} known
    where known.gone_at is null and ${sql.join(isSame, sql` and `)})`;
}

function toIncoming(noun: MirroredNoun, rows: readonly MirrorRow[]): SQL {
  const columns = listColumns(noun);
  const records = rows.map((row) => {
    const values = new Map(Object.entries(row));
    return Object.fromEntries(columns.map(({ property, name }) => [name, values.get(property)]));
  });
  const shape = columns.map(({ name, type }) => sql`${sql.identifier(name)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${JSON.stringify(records, toStorable)}::jsonb) as incoming(${sql.join(shape, sql`, `)})`;
}

/** All parts of a statement see the table as it was before, which gives `before`. */
function withChangesRecorded(
  noun: MirroredNoun,
  upsert: SQL,
  own: Exclude<Own, "all"> = { properties: [] },
): SQL {
  const { table } = noun;
  const keys = toColumnList(noun);
  const [before, after] = [
    toTracked(noun, "before", { own: own.properties, saved: "saved" }),
    toTracked(noun, "saved"),
  ];
  return sql`with saved as (${upsert} returning *)
    insert into ${changes} (seen_at, unseen_since, noun, target_id, kind, before, after)
    select saved.seen_at, greatest(before.seen_at, ${lastSeenAt(noun.noun)}), ${noun.noun}, ${toKey(noun, sql`saved`)},
      case when before.seen_at is null or before.gone_at is not null then 'added' else 'changed' end,
      case when before.seen_at is not null and before.gone_at is null then ${before} end, ${after}
    from saved left join ${table} before using (${keys})
    where not ${toImplied(noun, "saved")}
      and (before.seen_at is null or before.gone_at is not null
        or ${before} is distinct from ${after} and not ${toReleased(noun, "before")})
    order by ${keys}`;
}

/** A row that moves between two pages is listed twice; the later one counts. */
function dedupe(noun: MirroredNoun, rows: readonly MirrorRow[]): MirrorRow[] {
  return [...new Map(rows.map((row) => [toKeyText(noun, row), row])).values()];
}
