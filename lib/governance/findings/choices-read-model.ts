import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { maxRows } from "@/lib/core/bulk/vocabulary";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import {
  fixes,
  fixNames,
  isBulkFix,
  isFindingRule,
  listFixes,
  listRulesFixedBy,
} from "@/lib/core/marks/vocabulary";
import { isFound, toSortKeys } from "./list-read-model";
import { type FindingChoice, findingChoices } from "./schema";
import type { FindingSearch } from "./search-params";

/** Open findings that the actor can fix together with others, in the order of the list, as many as one run can take. */
export async function listFixChoices(
  by: Permit<"findings:read">,
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
    })
    .from(findings)
    .where(
      and(
        isVisibleFinding(by.actor),
        isFound({ ...search, state: "open" }, by.actor),
        inArray(findings.rule, listRulesFixedBy(allowed)),
      ),
    )
    .orderBy(order, findings.id)
    .limit(maxRows);
  return findingChoices.parse(
    rows.flatMap(({ id, rule, evidence, subjectId, name, workspaceId }) => {
      const can = isFindingRule(rule) ? listFixes(rule, evidence).filter((fix) => allowed.includes(fix)) : [];
      if (can.length === 0) return [];
      return [{ id, fixes: can, target: { id: toTargetId(subjectId, evidence), name, workspaceId } }];
    }),
  );
}

function toTargetId(subjectId: string, { memberId }: Record<string, unknown>): string {
  return typeof memberId === "string" ? memberId : subjectId;
}
