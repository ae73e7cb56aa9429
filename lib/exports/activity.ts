import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/client";
import { auditLog, changes } from "@/lib/db/tables";
import type { Row } from "./columns";
import { toInstant } from "./mirror";

export const activityColumns = [
  "at",
  "source",
  "actor_email",
  "actor_persona",
  "action",
  "target_id",
  "target_label",
  "outcome",
  "error_code",
  "request_id",
  "before",
  "after",
] as const;

const rowsOfPiece = 1000;
type Place = { at: string; source: string; seq: number };
const newest: Place = { at: "infinity", source: "~", seq: 0 };

/** Acts made here and changes seen outside, newest first, in pieces: the log only grows. */
export async function* readActivity(): AsyncGenerator<Row[]> {
  let place = newest;
  for (;;) {
    const rows = await listOlder(place);
    if (rows.length > 0) yield rows.map((row) => activityColumns.map((name) => row[name]));
    const last = rows.at(-1);
    if (!last || rows.length < rowsOfPiece) return;
    place = last;
  }
}

export async function countActivity(): Promise<number> {
  const db = await database();
  const acts = await db.$count(auditLog, sql`${auditLog.phase} = 'intent'`);
  return acts + (await db.$count(changes));
}

type ActivityRow = Record<(typeof activityColumns)[number], string | null> & Place;

async function listOlder({ at, source, seq }: Place): Promise<ActivityRow[]> {
  const isOlder = (table: string) =>
    sql`happened_at <= ${at}::timestamptz and (happened_at, ${table}::text, seq) < (${at}::timestamptz, ${source}::text, ${seq}::bigint)`;
  const db = await database();
  const { rows } = await db.execute<ActivityRow>(sql`
    with acts as (
      select at as happened_at, * from ${auditLog} where phase = 'intent'
    ), outside as (
      select seen_at as happened_at, * from ${changes}
    ), page as (
      (select i.happened_at, 'castellan' as source, i.seq, i.actor_email, i.actor_persona, i.action, i.target_id,
        o.target_label, coalesce(o.outcome, 'unknown') as outcome, o.error_code, o.request_id, o.before, o.after
      from (select * from acts where ${isOlder("castellan")} order by happened_at desc, seq desc limit ${rowsOfPiece}) i
      left join ${auditLog} o on o.entry_id = i.entry_id and o.phase = 'outcome')
      union all
      (select happened_at, 'outside', seq, null, null, noun || '.' || kind, target_id, null, null, null, null, before, after
      from outside where ${isOlder("outside")} order by happened_at desc, seq desc limit ${rowsOfPiece})
    )
    select ${toInstant(sql`happened_at`)} as at, source, seq::float8 as seq, actor_email, actor_persona, action, target_id,
      target_label, outcome, error_code, request_id, before::text as before, after::text as after
    from page order by happened_at desc, source desc, seq desc limit ${rowsOfPiece}`);
  return rows;
}
