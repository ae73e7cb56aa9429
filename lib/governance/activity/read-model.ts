import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { findPeople } from "@/lib/core/organization/people";
import { toDifference } from "./difference";
import { isFound, toOutside, toRecorded } from "./feed-sql";
import { findRuns } from "./runs-read-model";
import { type ActivityPage, type ActivityRow, activityPage, activityRow } from "./schema";
import type { ActivitySearch } from "./search-params";
import { readTargets } from "./targets-read-model";

function toFeed({ actor }: By): SQL {
  return sql`(select * from ${toRecorded(actor)} recorded union all select * from ${toOutside(actor)} outside) feed`;
}

type By = Permit<"activity:read">;

const everSince = new Date(0).toISOString();

export async function listActivity(by: By, search: ActivitySearch): Promise<ActivityPage> {
  const groups = await countGroups(by, search);
  const total = groups.reduce((sum, { found }) => sum + found, 0);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const people = toFacet(groups, "actorEmail");
  const toPerson = await findPeople(
    by.actor,
    people.map(({ value }) => value),
  );
  return activityPage.parse({
    rows: await complete(by, await listRows(by, isFound(search), page)),
    total,
    page,
    pageSize,
    // Of all times, so that an address which has been two people's names neither.
    people: people.map((one) => ({ ...one, label: toPerson(one.value, everSince).name ?? one.value })),
    nouns: toFacet(groups, "noun"),
    verbs: toFacet(groups, "action"),
    outcomes: toFacet(groups, "outcome"),
    workspaces: await withNames(toFacet(groups, "workspaceId")),
    isFeedOn: can(by.actor, "log:read") ? await isFeedOn() : null,
  });
}

/**
 * One entry, for the address that opens it.
 * @throws AppError not_found, also if the entry isn't visible
 */
export async function getActivityEntry(by: By, { entry }: { entry: string }): Promise<ActivityRow> {
  const [, source, seq] = /^(castellan|outside)-(\d{1,15})$/.exec(entry) ?? [];
  const rows = source && seq ? await listRows(by, sql`source = ${source} and seq = ${seq}::bigint`, 1) : [];
  const [found] = await complete(by, rows);
  if (!found) throw new AppError("not_found", "there is no such entry");
  return activityRow.parse(found);
}

async function complete(by: By, found: readonly Found[]) {
  const rows = found.map(toRow);
  const emails = rows.map(({ actorEmail }) => actorEmail);
  const [toPerson, targets, runs] = await Promise.all([
    findPeople(by.actor, emails),
    readTargets(by, rows),
    findRuns(by, rows),
  ]);
  return rows.map((row, index) => {
    const { name, pageId } = toPerson(row.actorEmail, row.at);
    return {
      ...row,
      ...targets[index],
      actorName: name,
      actorPageId: pageId,
      runId: runs[index] ?? null,
    };
  });
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

async function countGroups(by: By, search: ActivitySearch): Promise<Group[]> {
  const db = await database();
  const { rows } = await db.execute<Group>(sql`
    select actor_email as "actorEmail", noun, action, outcome, workspace_id as "workspaceId", count(*)::float8 as count,
      (count(*) filter (where ${isFound(search)}))::float8 as found
    from ${toFeed(by)} group by actor_email, noun, action, outcome, workspace_id`);
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
  workspaceId: string | null;
};

async function listRows(by: By, where: SQL, page: number): Promise<Found[]> {
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    select ${toIso(sql`happened_at`)} as at, source, seq::float8 as seq,
      entry_id as "entryId", resolved_by as "resolvedBy", actor_email as "actorEmail", actor_persona as "actorPersona",
      actor_method as "actorMethod", actor_session as "actorSession", actor_address as "actorAddress",
      noun, action, target_id as "targetId",
      target_label as "targetLabel", outcome, error_code as "errorCode", request_id as "requestId",
      request, before, after, author, workspace_id as "workspaceId"
    from ${toFeed(by)} where ${where}
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
