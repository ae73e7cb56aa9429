import "server-only";
import { and, type Column, eq, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { findingRuns, findings } from "@/lib/core/db/finding-tables";
import { toIso } from "@/lib/core/db/instants";
import { listIds } from "@/lib/core/db/list-ids";
import { keptRead } from "@/lib/core/entry/kept-read";
import { toSpan } from "@/lib/core/format/zone";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import { type FindingRule, findingRules, isFindingRule, listRulesOf } from "@/lib/core/marks/vocabulary";
import { unicode } from "@/lib/core/organization/collation";
import { findPeople } from "@/lib/core/organization/people";
import { isLike } from "@/lib/core/organization/search-sql";
import { type Finding, type FindingsPage, findingsPage } from "./schema";
import { factors } from "./score-sql";
import type { FindingSearch } from "./search-params";

type By = Permit<"findings:read">;

const readOwn = keptRead("person", readFindings);
const readShared = keptRead("standing", readFindings);

export function listFindings(by: By, search: FindingSearch): Promise<FindingsPage> {
  return search.assigned === "me" ? readOwn(by, search) : readShared(by, search);
}

/** A finding is dismissed until its dismissal expires. */
export const stateOf = sql<string>`case when ${findings.resolvedAt} is not null then 'resolved'
  when ${findings.dismissedUntil} > now() then 'dismissed' else 'open' end`;

async function readFindings(by: By, search: FindingSearch): Promise<FindingsPage> {
  const db = await database();
  const where = and(isVisibleFinding(by.actor), isFound(search, by.actor));
  const { ids, total, page } = await listIds({
    id: findings.id,
    from: sql`${findings}`,
    where,
    sortKeys: toSortKeys(search),
    direction: search.direction,
    page: search.page,
    pageSize,
  });
  const rows = await selectFindings(by.actor, ids);
  const runs = await db
    .select({ rule: findingRuns.rule, state: findingRuns.state, at: findingRuns.evaluatedAt })
    .from(findingRuns);
  const evaluatedAt = runs
    .map(({ at }) => at?.toISOString() ?? "")
    .toSorted()
    .at(-1);
  return findingsPage.parse({
    rows: ids.flatMap((id) => rows.filter((row) => row.id === id)),
    total,
    page,
    pageSize,
    ...(await countFacets(by, search)),
    idle: runs.filter(({ rule, state }) => isFindingRule(rule) && state !== "evaluated"),
    evaluatedAt: evaluatedAt || null,
  });
}

export function isFound(search: FindingSearch, actor: Pick<Actor, "email">): SQL | undefined {
  const isMeant = search.state === "all" ? undefined : eq(stateOf, search.state);
  return and(isMeant, isAbout(search, actor));
}

/** In whatever state. */
export function isAbout(search: FindingSearch, actor: Pick<Actor, "email">): SQL | undefined {
  const { q, rule, subject, of, workspace, assigned } = search;
  return and(
    q.trim() ? isLike(findings.label, q) : undefined,
    rule.length > 0 ? inArray(findings.rule, rule) : undefined,
    subject.length > 0 ? inArray(findings.rule, listRulesOf(...subject)) : undefined,
    of === null ? undefined : isOfSubject(of),
    workspace.length > 0 ? inArray(findings.workspaceId, workspace) : undefined,
    hasChanged(search),
    assigned === "me" ? eq(findings.assignedTo, actor.email.toLowerCase()) : undefined,
    assigned === "none" ? sql`${findings.assignedTo} is null` : undefined,
  );
}

function hasChanged({ change, zone, ...days }: FindingSearch): SQL | undefined {
  const { start, end } = toSpan(days, zone);
  const isWithin = (column: Column) =>
    and(
      isNotNull(column),
      start ? sql`${column} >= ${start}::timestamptz` : undefined,
      end ? sql`${column} < ${end}::timestamptz` : undefined,
    );
  if (change === "appeared") return isWithin(findings.firstSeenAt);
  if (change === "resolved") return isWithin(findings.resolvedAt);
  return start === null && end === null
    ? undefined
    : or(isWithin(findings.firstSeenAt), isWithin(findings.resolvedAt));
}

/** What is about a membership is about its person too. */
export function isOfSubject(id: string): SQL {
  return sql`(${findings.subjectId} = ${id} or ${findings.evidence} ->> 'memberId' = ${id})`;
}

export function toSortKeys({ sort }: Pick<FindingSearch, "sort">): SQL[] {
  const columns: Record<FindingSearch["sort"], SQL[]> = {
    score: [sql`${findings.score}`],
    subject: [sql`${findings.label} ${unicode}`],
    rule: [sql`${findings.rule}`],
    cost: [sql`${findings.cents}`],
    seen: [sql`${findings.firstSeenAt}`],
    due: [sql`${findings.dueOn}`],
  };
  return [...columns[sort], ...(sort === "score" ? [] : [sql`${findings.score}`])];
}

type Row = Omit<Finding, "subject">;

/** An entry of the audit log about the subject that is newer than the evaluation. */
const isBeingChecked = sql`exists (select 1 from ${auditLog} a where a.target_id = h.subject_id and a.outcome = 'succeeded'
  and a.seq > coalesce(run.audit_seq, 0) and a.action not like 'finding.%')`;

async function selectFindings(actor: Actor, ids: readonly string[]): Promise<Finding[]> {
  if (ids.length === 0) return [];
  const db = await database();
  const { rows } = await db.execute<Row & { rule: FindingRule }>(sql`
    select h.id, h.rule, h.subject_id as "subjectId", h.label, h.workspace_id as "workspaceId", w.name as "workspaceName",
      coalesce(w.is_default, false) as "isDefaultWorkspace", h.score::float8 as score, trim_scale(h.cents)::text as cents, h.evidence,
      json_build_object('reach', ${factors.reach}, 'idleness', round(${factors.idleness}, 2), 'money', round(${factors.money}, 2),
        'age', round(${factors.age}, 2)) as factors,
      case when h.resolved_at is not null then 'resolved' when h.dismissed_until > now() then 'dismissed' else 'open' end as state,
      ${toIso(sql`h.since`)} as since, ${toIso(sql`h.first_seen_at`)} as "firstSeenAt", ${toIso(sql`h.resolved_at`)} as "resolvedAt",
      ${toIso(sql`coalesce(h.resolved_at, run.evaluated_at)`)} as "lastSeenAt", h.resolution, h.fixed_by as "fixedBy",
      case when h.dismissed_at is not null then json_build_object('by', h.dismissed_by, 'at', ${toIso(sql`h.dismissed_at`)},
        'until', ${toIso(sql`h.dismissed_until`)}, 'reason', h.dismiss_reason) end as dismissed,
      case when h.assigned_to is not null then json_build_object('to', h.assigned_to, 'by', h.assigned_by, 'dueOn', h.due_on::text) end as assigned,
      h.resolved_at is null and ${isBeingChecked} as "isBeingChecked"
    from ${findings} h left join ${findingRuns} run on run.rule = h.rule left join ${workspaces} w on w.id = h.workspace_id
    where h.id in ${[...ids]}`);
  const toPerson = await findPeople(
    actor,
    rows.flatMap(({ dismissed, assigned, fixedBy }) => [
      dismissed?.by ?? null,
      assigned?.to ?? null,
      fixedBy,
    ]),
  );
  return rows.map((row) => ({
    ...row,
    fixedByName: toPerson(row.fixedBy).name,
    dismissed: row.dismissed && { ...row.dismissed, byName: toPerson(row.dismissed.by).name },
    assigned: row.assigned && { ...row.assigned, toName: toPerson(row.assigned.to).name },
    subject: findingRules[row.rule].subject,
  }));
}

type Facet = { state: string; rule: string; workspace: string | null; count: number };

async function countFacets({ actor }: By, { state }: FindingSearch) {
  const db = await database();
  const { rows } = await db.execute<Facet & { name: string | null; isDefault: boolean | null }>(sql`
    select counted.*, w.name, w.is_default as "isDefault" from (
      select ${stateOf} as state, ${findings.rule} as rule, ${findings.workspaceId} as workspace, count(*)::int as count
      from ${findings} where ${isVisibleFinding(actor)} group by 1, 2, 3) counted
    left join ${workspaces} w on w.id = counted.workspace order by w.is_default desc nulls last, w.name, counted.workspace`);
  const here = rows.filter((row) => state === "all" || row.state === state);
  const places = here.filter(({ workspace }) => workspace !== null);
  return {
    states: toCounts(rows, (row) => row.state).map(({ value, count }) => ({ state: value, count })),
    rules: toCounts(here, ({ rule }) => rule),
    workspaces: toCounts(places, ({ workspace }) => workspace ?? "").map(({ value, count }) => {
      const found = places.find(({ workspace }) => workspace === value);
      return { value, count, name: found?.name ?? null, isDefault: found?.isDefault ?? false };
    }),
  };
}

function toCounts(rows: readonly Facet[], toValue: (row: Facet) => string) {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(toValue(row), (counts.get(toValue(row)) ?? 0) + row.count);
  return [...counts].map(([value, count]) => ({ value, count }));
}
