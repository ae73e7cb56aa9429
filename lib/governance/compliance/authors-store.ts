import "server-only";
import { sql } from "drizzle-orm";
import { changeAuthors, complianceActivities } from "@/lib/core/db/compliance-tables";
import type { Transaction } from "@/lib/core/db/database";
import { changes } from "@/lib/core/db/directory-tables";
import { type SeenChange, toChangeTraces } from "./traces";

type Change = SeenChange & { seq: number; since: string; until: string };

/** Two clocks never agree, and a response is created a moment after its request. */
const slack = sql`interval '1 minute'`;
const changesAtOnce = 500;

/**
 * Finds who made the changes between `from` and `to`. An activity matches a change of the same kind to the same object,
 * between the last sync that saw the object unchanged and the one that saw the change. If activities of several people
 * match, no one is named.
 */
export async function attributeChanges(
  tx: Transaction,
  { from, to }: { from: Date; to: Date },
): Promise<void> {
  let last = 0;
  for (;;) {
    const found = await listChanges(tx, { from, to, last });
    await matchChanges(tx, found);
    const end = found.at(-1);
    if (!end || found.length < changesAtOnce) return;
    last = end.seq;
  }
}

type Span = { from: Date; to: Date; last: number };

async function listChanges(tx: Transaction, { from, to, last }: Span): Promise<Change[]> {
  const { rows } = await tx.execute<Change>(sql`
    select seq::float8 as seq, noun, kind, target_id as "targetId", before, after,
      (unseen_since - ${slack})::text as since, (seen_at + ${slack})::text as until
    from ${changes}
    where seq > ${last} and seen_at >= ${from.toISOString()}::timestamptz - ${slack}
      and unseen_since <= ${to.toISOString()}::timestamptz + ${slack}
    order by seq limit ${changesAtOnce}`);
  return rows;
}

/** A match can change: a second person's activity may arrive later. */
async function matchChanges(tx: Transaction, found: readonly Change[]): Promise<void> {
  const asked = found
    .map((change) => ({
      seq: change.seq,
      since: change.since,
      until: change.until,
      traces: toChangeTraces(change),
    }))
    .filter(({ traces }) => traces.length > 0);
  if (asked.length === 0) return;
  await tx.execute(sql`
    insert into ${changeAuthors} (change_seq, activity_id, candidates)
    select seq, case when actors = 1 then newest end, actors from (
      select asked.seq, count(distinct concat_ws(' ', a.actor_type, coalesce(a.actor_id, a.actor_email)))::int as actors,
        (array_agg(a.id order by a.at desc, a.id))[1] as newest
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as asked(seq bigint, since timestamptz, until timestamptz, traces text[])
      join ${complianceActivities} a on a.traces && asked.traces and a.at between asked.since and asked.until
        and a.actor_type is not null
      group by asked.seq) matched
    on conflict (change_seq) do update set activity_id = excluded.activity_id, candidates = excluded.candidates
      where (${changeAuthors.activityId}, ${changeAuthors.candidates}) is distinct from (excluded.activity_id, excluded.candidates)`);
}
