import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { findings } from "@/lib/core/db/finding-tables";
import { findingRuleNames, isOfPeople, listRulesOf } from "@/lib/core/marks/vocabulary";
import { isMaskOn } from "@/lib/core/organization/claude-code-keys";

const ofPeople = findingRuleNames.filter(isOfPeople);

/** Findings `f` that stand on the page of findings now. */
const isOpen = sql`f.resolved_at is null and (f.dismissed_until is null or f.dismissed_until <= now())
  and (f.rule not in ${ofPeople} or not ${isMaskOn})`;

/** What is known about people when a review starts: those of a workspace, and those of the organization without one. */
export const frozenFindings = sql`
  found as materialized (
    select user_id, workspace_id,
      jsonb_agg(jsonb_build_object('rule', rule, 'isEverywhere', workspace_id is null) order by rule) as findings
    from (
      select f.subject_id as user_id, null::text as workspace_id, f.rule from ${findings} f
      where f.rule in ${listRulesOf("member")} and ${isOpen}
      union
      select f.evidence ->> 'memberId', f.workspace_id, f.rule from ${findings} f
      where f.rule in ${listRulesOf("membership")} and ${isOpen}) open_findings
    group by 1, 2)`;

/** The rules that found something about workspace `w`. */
export const findingsOfWorkspace = sql`(select coalesce(jsonb_agg(f.rule order by f.rule), '[]'::jsonb) from ${findings} f
  where f.subject_id = w.id and f.rule in ${listRulesOf("workspace")} and ${isOpen})`;

/** Of row `r`, the rules that whoever reads may know of; null where none were frozen. */
export function toShownFindings({ isAll, isMasked }: { isAll: SQL; isMasked: SQL }): SQL {
  return sql`case when r.findings is not null then (
    select coalesce(jsonb_agg(f ->> 'rule' order by f ->> 'rule'), '[]'::jsonb) from jsonb_array_elements(r.findings) f
    where (${isAll} or not (f ->> 'isEverywhere')::boolean)
      and (f ->> 'rule' not in ${ofPeople} or not ${isMasked})) end`;
}
