import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import { type FindingRule, isFindingRule } from "@/lib/core/marks/vocabulary";
import { stateOf } from "./list-read-model";

/** `label` is untrusted text: the name of the only one. */
type RuleCount = { rule: FindingRule; count: number; label: string | null };

/** Open findings of each rule; the rule with the highest score comes first. */
export async function countOpenByRule({ actor }: Permit<"findings:read">): Promise<RuleCount[]> {
  const db = await database();
  const rows = await db
    .select({
      rule: findings.rule,
      count: sql<number>`count(*)::int`,
      label: sql<string | null>`case when count(*) = 1 then nullif(min(${findings.label}), '') end`,
    })
    .from(findings)
    .where(and(isVisibleFinding(actor), eq(stateOf, "open")))
    .groupBy(findings.rule)
    .orderBy(sql`max(${findings.score}) desc`, findings.rule);
  return rows.flatMap(({ rule, ...row }) => (isFindingRule(rule) ? [{ rule, ...row }] : []));
}
