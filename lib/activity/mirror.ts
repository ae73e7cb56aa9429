import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { toDifference } from "./difference";
import { acts, isFound, outside } from "./feed-mirror";
import { type ActivityPage, activityPage } from "./schema";
import type { ActivitySearch } from "./search-params";

const pageSize = 100;
const feed = sql`(select * from ${acts} acts union all select * from ${outside} outside) feed`;

/** One page of 100, newest first; a page past the end is the last one. */
export async function listActivity(
  _by: Permit<"activity:read">,
  search: ActivitySearch,
): Promise<ActivityPage> {
  const groups = await countGroups(search);
  const total = groups.reduce((sum, { found }) => sum + found, 0);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const rows = await listRows(search, page);
  return activityPage.parse({
    rows: rows.map(toRow),
    total,
    page,
    pageSize,
    people: toFacet(groups, "actorEmail"),
    nouns: toFacet(groups, "noun"),
    outcomes: toFacet(groups, "outcome"),
  });
}

type Group = {
  actorEmail: string | null;
  noun: string;
  outcome: string | null;
  count: number;
  found: number;
};

/** One scan for the numbers of every filter and for those of the rows that are found. */
async function countGroups(search: ActivitySearch): Promise<Group[]> {
  const db = await database();
  const { rows } = await db.execute<Group>(sql`
    select actor_email as "actorEmail", noun, outcome, count(*)::float8 as count,
      (count(*) filter (where ${isFound(search)}))::float8 as found
    from ${feed} group by actor_email, noun, outcome`);
  return rows;
}

function toFacet(groups: readonly Group[], by: "actorEmail" | "noun" | "outcome") {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const value = group[by];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + group.count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}

type Found = {
  at: string;
  source: string;
  seq: number;
  actorEmail: string | null;
  actorPersona: string | null;
  noun: string;
  action: string;
  targetId: string | null;
  targetLabel: string | null;
  outcome: string | null;
  errorCode: string | null;
  requestId: string | null;
  request: unknown;
  before: unknown;
  after: unknown;
};

async function listRows(search: ActivitySearch, page: number): Promise<Found[]> {
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    select to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, source, seq::float8 as seq,
      actor_email as "actorEmail", actor_persona as "actorPersona", noun, action, target_id as "targetId",
      target_label as "targetLabel", outcome, error_code as "errorCode", request_id as "requestId",
      request, before, after
    from ${feed} where ${isFound(search)}
    order by happened_at desc, source desc, seq desc limit ${pageSize} offset ${(page - 1) * pageSize}`);
  return rows;
}

/** An act that failed, or that nobody knows the end of, has changed nothing that could be told. */
function toRow({ seq, before, after, request, ...row }: Found) {
  const isDone = row.outcome === "succeeded" || row.outcome === null;
  return {
    ...row,
    key: `${row.source}-${seq}`,
    changes: isDone ? toDifference(before, after) : [],
    request: toDifference(null, request).filter((asked) => asked.after !== row.targetId),
  };
}
