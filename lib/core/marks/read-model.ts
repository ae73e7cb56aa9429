import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { isVisibleFinding } from "./visible-sql";
import { type FindingRule, isFindingRule, listRulesOf } from "./vocabulary";

const ofMemberships = listRulesOf("membership");

/**
 * The rules of open findings by subject, the highest score first, as far as the actor may see them; what is about a
 * membership is about its person too.
 */
export async function readMarks(
  actor: Actor,
  ids: readonly string[],
): Promise<(subjectId: string) => FindingRule[]> {
  if (ids.length === 0 || !can(actor, "findings:read")) return () => [];
  const isOpen = sql`resolved_at is null and (dismissed_until is null or dismissed_until <= now()) and ${isVisibleFinding(actor)}`;
  const memberId = sql`${findings.evidence} ->> 'memberId'`;
  const db = await database();
  const { rows } = await db.execute<{ id: string; rules: string[] }>(sql`
    select id, json_agg(rule order by score desc, rule) as rules from (
      select ${findings.subjectId} as id, ${findings.rule} as rule, ${findings.score} as score from ${findings}
      where ${findings.subjectId} in ${[...ids]} and ${isOpen}
      union select ${memberId}, ${findings.rule}, max(${findings.score}) from ${findings}
      where ${findings.rule} in ${ofMemberships} and ${memberId} in ${[...ids]} and ${isOpen} group by 1, 2
    ) found group by 1`);
  const marks = new Map(rows.map(({ id, rules }) => [id, rules.filter(isFindingRule)]));
  return (subjectId) => marks.get(subjectId) ?? [];
}
