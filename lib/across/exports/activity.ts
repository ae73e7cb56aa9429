import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { toExactIso } from "@/lib/core/db/instants";
import type { Reader } from "@/lib/core/organization/visibility";
import type { Row } from "@/lib/core/sheets/columns";
import { toDifference } from "@/lib/governance/activity/difference";
import { isFound, toOutside, toRecorded } from "@/lib/governance/activity/feed-sql";
import type { ActivitySearch } from "@/lib/governance/activity/search-params";

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
  "workspace_id",
  "resolved_by",
  "actor_method",
  "actor_session",
  "actor_address",
  "outside_actor_type",
  "outside_actor_id",
  "outside_at",
  "from_value",
  "to_value",
] as const;

const rowsOfPiece = 1000;
type Cursor = { at: string; source: string; seq: number };
const newest: Cursor = { at: "infinity", source: "~", seq: 0 };

/** Newest first and in chunks, because the log only grows. */
export async function* readActivity(search: ActivitySearch, reader: Reader): AsyncGenerator<Row[]> {
  let cursor = newest;
  for (;;) {
    const rows = await listOlder(search, reader, cursor);
    if (rows.length > 0) yield rows.map((row) => activityColumns.map((name) => row[name]));
    const last = rows.at(-1);
    if (!last || rows.length < rowsOfPiece) return;
    cursor = last;
  }
}

export async function countActivity(search: ActivitySearch, reader: Reader): Promise<number> {
  const db = await database();
  const { rows } = await db.execute<{ count: number }>(sql`
    select count(*)::float8 as count from (select * from ${toRecorded(reader)} recorded union all select * from ${toOutside(reader)} outside) feed
    where ${isFound(search)}`);
  return rows[0]?.count ?? 0;
}

type ReadRow = Record<(typeof activityColumns)[number], string | null> & Cursor;
type ActivityRow = Omit<ReadRow, "from_value" | "to_value">;

/** What changed, without the rest of what the API answered. */
function withValues(row: ActivityRow): ReadRow {
  const isDone = row.outcome === null || row.outcome === "succeeded";
  const read = (state: string | null) => JSON.parse(state ?? "null");
  const changes = isDone ? toDifference(read(row.before), read(row.after)) : [];
  const toValue = (side: "before" | "after") =>
    changes.length === 1
      ? (changes[0]?.[side] ?? null)
      : changes.map((change) => `${change.field}: ${change[side] ?? ""}`).join("; ") || null;
  return { ...row, from_value: toValue("before"), to_value: toValue("after") };
}

async function listOlder(
  search: ActivitySearch,
  reader: Reader,
  { at, source, seq }: Cursor,
): Promise<ReadRow[]> {
  const older = sql`${isFound(search)} and happened_at <= ${at}::timestamptz
    and (happened_at, source, seq) < (${at}::timestamptz, ${source}::text, ${seq}::bigint)
    order by happened_at desc, seq desc limit ${rowsOfPiece}`;
  const db = await database();
  const { rows } = await db.execute<ActivityRow>(sql`
    select ${toExactIso(sql`happened_at`)} as at, source, seq::float8 as seq, actor_email, actor_persona, action, target_id,
      target_label, outcome, error_code, request_id, before::text as before, after::text as after, workspace_id,
      resolved_by, actor_method, actor_session, actor_address, author ->> 'type' as outside_actor_type,
      author ->> 'id' as outside_actor_id, author ->> 'at' as outside_at
    from (
      (select * from ${toRecorded(reader)} recorded where ${older}) union all (select * from ${toOutside(reader)} outside where ${older})
    ) page order by happened_at desc, source desc, seq desc limit ${rowsOfPiece}`);
  return rows.map(withValues);
}
