import "server-only";
import { eq, inArray, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { members, workspaces } from "@/lib/db/directory-tables";
import { keyCapabilities } from "@/lib/db/own-tables";
import { pageSize } from "@/lib/page-size";
import { toDifference } from "./difference";
import { isFound, outside, recorded } from "./feed-sql";
import { listReverts } from "./revert-read-model";
import { type ActivityPage, activityPage } from "./schema";
import type { ActivitySearch } from "./search-params";

const feed = sql`(select * from ${recorded} recorded union all select * from ${outside} outside) feed`;

export async function listActivity(
  by: Permit<"activity:read">,
  search: ActivitySearch,
): Promise<ActivityPage> {
  const groups = await countGroups(search);
  const total = groups.reduce((sum, { found }) => sum + found, 0);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const rows = (await listRows(search, page)).map(toRow);
  const [reverts, names] = await Promise.all([listReverts(by, rows), readNames(rows)]);
  return activityPage.parse({
    rows: rows.map((row, index) => ({
      ...row,
      actorName: names.get(row.actorEmail?.toLowerCase() ?? "") ?? null,
      revertedBy: reverts[index],
    })),
    total,
    page,
    pageSize,
    people: toFacet(groups, "actorEmail"),
    nouns: toFacet(groups, "noun"),
    verbs: toFacet(groups, "action"),
    outcomes: toFacet(groups, "outcome"),
    workspaces: await withNames(toFacet(groups, "workspaceId")),
    isFeedOn: await isFeedOn(),
  });
}

/** By address in lower case; of people who left, too. */
async function readNames(rows: readonly Pick<Found, "actorEmail">[]): Promise<Map<string, string>> {
  const emails = [...new Set(rows.flatMap(({ actorEmail }) => actorEmail?.toLowerCase() ?? []))];
  if (emails.length === 0) return new Map();
  const db = await database();
  const found = await db
    .select({ email: sql<string>`lower(${members.email})`, name: members.name })
    .from(members)
    .where(inArray(sql`lower(${members.email})`, emails));
  return new Map(found.flatMap(({ email, name }) => (name ? [[email, name]] : [])));
}

async function isFeedOn(): Promise<boolean | null> {
  const db = await database();
  const [found] = await db
    .select({ isGranted: keyCapabilities.isGranted })
    .from(keyCapabilities)
    .where(eq(keyCapabilities.name, "compliance"));
  return found?.isGranted ?? null;
}

type Group = {
  actorEmail: string | null;
  noun: string;
  action: string;
  outcome: string | null;
  workspaceId: string | null;
  count: number;
  found: number;
};

async function countGroups(search: ActivitySearch): Promise<Group[]> {
  const db = await database();
  const { rows } = await db.execute<Group>(sql`
    select actor_email as "actorEmail", noun, action, outcome, workspace_id as "workspaceId", count(*)::float8 as count,
      (count(*) filter (where ${isFound(search)}))::float8 as found
    from ${feed} group by actor_email, noun, action, outcome, workspace_id`);
  return rows;
}

async function withNames(facet: ReturnType<typeof toFacet>) {
  const db = await database();
  const known = await db.select({ id: workspaces.id, name: workspaces.name }).from(workspaces);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return facet.map((one) => ({ ...one, label: names.get(one.value) ?? one.value }));
}

function toFacet(groups: readonly Group[], by: "actorEmail" | "noun" | "action" | "outcome" | "workspaceId") {
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
  entryId: string | null;
  actorEmail: string | null;
  actorPersona: string | null;
  actorMethod: string | null;
  actorSession: string | null;
  actorAddress: string | null;
  noun: string;
  action: string;
  targetId: string | null;
  targetLabel: string | null;
  outcome: string | null;
  resolvedBy: string | null;
  errorCode: string | null;
  requestId: string | null;
  request: unknown;
  before: unknown;
  after: unknown;
  author: unknown;
};

async function listRows(search: ActivitySearch, page: number): Promise<Found[]> {
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    select to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, source, seq::float8 as seq,
      entry_id as "entryId", resolved_by as "resolvedBy", actor_email as "actorEmail", actor_persona as "actorPersona",
      actor_method as "actorMethod", actor_session as "actorSession", actor_address as "actorAddress",
      noun, action, target_id as "targetId",
      target_label as "targetLabel", outcome, error_code as "errorCode", request_id as "requestId",
      request, before, after, author
    from ${feed} where ${isFound(search)}
    order by happened_at desc, source desc, seq desc limit ${pageSize} offset ${(page - 1) * pageSize}`);
  return rows;
}

function toRow({ seq, request, ...row }: Found) {
  const isDone = row.outcome === "succeeded" || row.outcome === null;
  return {
    ...row,
    key: `${row.source}-${seq}`,
    changes: isDone ? toDifference(row.before, row.after) : [],
    request: toDifference(null, request).filter((asked) => asked.after !== row.targetId),
  };
}
