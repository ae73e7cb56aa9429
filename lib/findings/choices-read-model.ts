import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { maxRows } from "@/lib/bulk/vocabulary";
import { database } from "@/lib/db/client";
import { findings } from "@/lib/db/finding-tables";
import { isFound, toSortKeys } from "./list-read-model";
import { type FindingChoice, findingChoices } from "./schema";
import type { FindingSearch } from "./search-params";
import { isVisibleFinding } from "./visible-sql";
import { fixedByDeactivation } from "./vocabulary";

/** Open findings that deactivating their key fixes, in the order of the list, as many as one run can take. */
export async function listKeyChoices(
  by: Permit<"findings:read">,
  search: FindingSearch,
): Promise<FindingChoice[]> {
  const db = await database();
  const order = sql.join(
    toSortKeys(search).map((key) => sql`${key} ${sql.raw(search.direction)} nulls last`),
    sql`, `,
  );
  const rows = await db
    .select({ id: findings.id, keyId: findings.subjectId, name: findings.label })
    .from(findings)
    .where(
      and(
        isVisibleFinding(by.actor),
        isFound({ ...search, state: "open" }, by.actor.email),
        inArray(findings.rule, [...fixedByDeactivation]),
      ),
    )
    .orderBy(order, findings.id)
    .limit(maxRows);
  return findingChoices.parse(rows);
}
