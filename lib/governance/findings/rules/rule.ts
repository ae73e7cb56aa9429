import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { reportDays } from "@/lib/core/db/report-tables";
import type { ReportName } from "@/lib/core/history/vocabulary";
import type { ThresholdsOf } from "@/lib/core/marks/rule-vocabulary";
import type { FindingRule } from "@/lib/core/marks/vocabulary";

/** What rules know besides the tables. */
export type Facts = {
  /** Whether costs are reported by person; otherwise Claude Code's estimates are used. */
  isCostReported: boolean;
  /** Since when Castellan has used this Admin API key, and what it can do; null in the sandbox. */
  adminKey: { since: string; powers: readonly string[] } | null;
  /** From which line the audit log is proven, and why not before; null if all of it is. */
  unproven: { before: number; reason: string } | null;
  /** Null if nothing receives checkpoints. */
  checkpointAt: string | null;
};

export type Noun = "member" | "invite" | "workspace" | "workspace_member" | "api_key";

export type Rule = {
  id: FindingRule;
  /** Lists that must be complete before the rule says anything. */
  nouns: readonly Noun[];
  /** How many days of which reports must be read; a day that isn't read doesn't prove that nothing happened. */
  reports: (thresholds: Record<string, number>, facts: Facts) => readonly [ReportName, number][];
  /** The query that returns the rule's hits. */
  find: (thresholds: Record<string, number>, facts: Facts) => SQL;
};

type Definition<Id extends FindingRule> = {
  nouns?: readonly Noun[];
  reports?: (thresholds: ThresholdsOf<Id>, facts: Facts) => readonly [ReportName, number][];
  find: (thresholds: ThresholdsOf<Id>, facts: Facts) => SQL;
};

export function defineRule<Id extends FindingRule>(id: Id, definition: Definition<Id>): Rule {
  const { nouns = [], reports = () => [], find } = definition;
  return {
    id,
    nouns,
    // Sound: whoever evaluates a rule passes all of its thresholds.
    reports: (thresholds, facts) => reports(thresholds as ThresholdsOf<Id>, facts),
    find: (thresholds, facts) => find(thresholds as ThresholdsOf<Id>, facts),
  };
}

type Hit = {
  subjectId: SQL;
  label: SQL;
  /** Null for what concerns the whole organization, which leads don't see. */
  workspaceId: SQL | null;
  reach: SQL | number;
  idleDays?: SQL;
  since: SQL;
  cents?: SQL;
  evidence: Record<string, SQL>;
};

/** The columns of a hit, in the same order for every rule. */
export function toHit({ subjectId, label, workspaceId, reach, idleDays, since, cents, evidence }: Hit): SQL {
  const parts = Object.entries(evidence).map(([name, value]) => sql`${name}::text, ${value}`);
  return sql`${subjectId}::text as subject_id, ${label}::text as label, ${workspaceId ?? sql`null`}::text as workspace_id,
    (${reach})::int as reach, (${idleDays ?? sql`null`})::int as idle_days, (${since})::timestamptz as since,
    (${cents ?? sql`null`})::numeric as cents, jsonb_build_object(${sql.join(parts, sql`, `)}) as evidence`;
}

/** One hit of the organization if `isWrong`. */
export function toOrganizationHit(
  isWrong: boolean,
  reach: number,
  since: SQL,
  evidence: Record<string, SQL>,
) {
  const label = sql`coalesce((select name from organization limit 1), '')`;
  const hit = toHit({ subjectId: sql`'organization'`, label, workspaceId: null, reach, since, evidence });
  return sql`select ${hit} where ${isWrong}::boolean`;
}

export const today = sql`(now() at time zone 'UTC')::date`;

export function toDayOf(instant: SQL): SQL {
  return sql`(${instant} at time zone 'UTC')::date`;
}

/** The first day that all of these reports cover, if it comes after `day`: what happened between them, nobody knows. */
export function toKnownOn(reports: readonly ReportName[], day: SQL): SQL {
  // Doesn't depend on the row, so that the database looks it up once.
  const first = sql`(select max(of_report.first) from (
    select min(day) as first from ${reportDays} where report in ${[...reports]} and not is_refused group by report) of_report)`;
  return sql`case when ${first} > ${day} then ${first} end`;
}

/** The start of a UTC day. */
export function toInstantOf(day: SQL): SQL {
  return sql`((${day})::timestamp at time zone 'UTC')`;
}
