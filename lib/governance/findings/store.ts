import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { findingRuns, findings } from "@/lib/core/db/finding-tables";
import type { FindingRule, RunState } from "@/lib/core/marks/vocabulary";
import { score } from "./score-sql";

const columns = ["label", "workspace_id", "reach", "idle_days", "since", "cents", "score", "evidence"];
const listOf = (prefix: string) => sql.raw(columns.map((name) => `${prefix}${name}`).join(", "));
const assigned = sql.raw(columns.map((name) => `${name} = m.${name}`).join(", "));

/** Who wrote to the subject last since the finding appeared; what only read it, or was about findings, didn't fix it. */
const fix = (column: "actor_email" | "action") => sql`(select ${sql.identifier(column)} from ${auditLog} a
  where a.target_id = f.subject_id and a.outcome = 'succeeded' and a.at >= f.first_seen_at
    and a.action not like 'finding.%' and a.action <> 'export.download' order by a.seq desc limit 1)`;

/**
 * Applies the hits of a rule in one statement: new ones are added, changed ones are updated, and what is no longer
 * found is resolved. Rows that stay the same aren't written. A dismissal lasts even if the finding went away meanwhile.
 * Hits and known findings are paired by a full join, which is never done row by row.
 */
export async function settleRule(rule: FindingRule, hits: SQL, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const db = await database();
  await db.execute(sql`
    with h as materialized (select distinct on (subject_id) * from (${hits}) found order by subject_id),
    s as materialized (select h.*, ${score} as score from h),
    k as materialized (select * from ${findings} where rule = ${rule} and resolved_at is null),
    m as materialized (select k.id as known_id, s.subject_id as hit_id, ${listOf("s.")},
        (${listOf("k.")}) is distinct from (${listOf("s.")}) as is_new
      from s full join k on k.subject_id = s.subject_id),
    resolved as (
      update ${findings} f set resolved_at = ${at}, resolution = 'fixed', fixed_by = ${fix("actor_email")}, fixed_action = ${fix("action")}
      from m where f.id = m.known_id and m.hit_id is null),
    changed as (
      update ${findings} f set ${assigned} from m where f.id = m.known_id and m.hit_id is not null and m.is_new)
    insert into ${findings} (rule, subject_id, ${listOf("")}, first_seen_at, dismissed_by, dismissed_at, dismissed_until, dismiss_reason)
    select ${rule}::text, m.hit_id, ${listOf("m.")}, ${at}, old.dismissed_by, old.dismissed_at, old.dismissed_until, old.dismiss_reason
    from m left join lateral (select * from ${findings} f where f.subject_id = m.hit_id and f.rule = ${rule}
      and f.dismissed_until > ${at} order by f.dismissed_until desc limit 1) old on true
    where m.known_id is null
    on conflict do nothing`);
}

export async function closeRule(rule: FindingRule, now: Date): Promise<void> {
  const db = await database();
  await db
    .update(findings)
    .set({ resolvedAt: now, resolution: "rule_off" })
    .where(and(eq(findings.rule, rule), isNull(findings.resolvedAt)));
}

export type Run = { state: RunState; evaluatedAt?: Date; auditSeq: number; tookMs?: number };

export async function saveRun(rule: FindingRule, run: Run): Promise<void> {
  const db = await database();
  await db
    .insert(findingRuns)
    .values({ rule, ...run })
    .onConflictDoUpdate({ target: findingRuns.rule, set: run });
}

type LastPass = {
  evaluatedAtMs: number;
  auditSeq: number;
  tookMs: number;
  newestSeq: number;
  isWaiting: boolean;
};

/** The end of the last pass over all rules; null before the first. */
export async function findLastPass(): Promise<LastPass | null> {
  const db = await database();
  const { rows } = await db.execute<Partial<LastPass> & { evaluatedAtMs: number | null }>(sql`
    select (extract(epoch from max(evaluated_at)) * 1000)::float8 as "evaluatedAtMs", coalesce(max(audit_seq), 0)::float8 as "auditSeq",
      coalesce(sum(took_ms), 0)::float8 as "tookMs", coalesce(bool_or(state = 'waiting'), false) as "isWaiting",
      (select coalesce(max(seq), 0)::float8 from ${auditLog}) as "newestSeq"
    from ${findingRuns}`);
  const { evaluatedAtMs = null, auditSeq = 0, tookMs = 0, newestSeq = 0, isWaiting = false } = rows[0] ?? {};
  return evaluatedAtMs === null ? null : { evaluatedAtMs, auditSeq, tookMs, newestSeq, isWaiting };
}

export async function findNewestSeq(): Promise<number> {
  const db = await database();
  const { rows } = await db.execute<{ seq: number }>(
    sql`select coalesce(max(seq), 0)::float8 as seq from ${auditLog}`,
  );
  return rows[0]?.seq ?? 0;
}
