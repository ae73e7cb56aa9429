import "server-only";
import { and, isNull, sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { maxRows } from "@/lib/core/bulk/vocabulary";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import { fixes, fixNames, isBulkFix, isFindingRule, listFixes } from "@/lib/core/marks/vocabulary";
import { isFound, stateOf, toSortKeys } from "./list-read-model";
import { type FindingChoice, findingChoices } from "./schema";
import type { FindingSearch } from "./search-params";

/** What the actor can decide on, in the order of the list, as many as one run can take. Only open findings can be fixed. */
export async function listFindingChoices(
  by: Permit<"findings:write">,
  search: FindingSearch,
): Promise<FindingChoice[]> {
  const allowed = fixNames.filter((fix) => isBulkFix(fix) && can(by.actor, fixes[fix]));
  const order = sql.join(
    toSortKeys(search).map((key) => sql`${key} ${sql.raw(search.direction)} nulls last`),
    sql`, `,
  );
  const db = await database();
  const rows = await db
    .select({
      id: findings.id,
      rule: findings.rule,
      evidence: findings.evidence,
      subjectId: findings.subjectId,
      name: findings.label,
      workspaceId: findings.workspaceId,
      isDismissed: sql<boolean>`${stateOf} = 'dismissed'`,
    })
    .from(findings)
    .where(and(isVisibleFinding(by.actor), isNull(findings.resolvedAt), isFound(search, by.actor)))
    .orderBy(order, findings.id)
    .limit(maxRows);
  return findingChoices.parse(
    rows.map(({ rule, evidence, subjectId, name, workspaceId, ...row }) => ({
      ...row,
      fixes:
        isFindingRule(rule) && !row.isDismissed
          ? listFixes(rule, evidence).filter((fix) => allowed.includes(fix))
          : [],
      target: { id: toTargetId(subjectId, evidence), name, workspaceId },
    })),
  );
}

function toTargetId(subjectId: string, { memberId }: Record<string, unknown>): string {
  return typeof memberId === "string" ? memberId : subjectId;
}
