import "server-only";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/core/db/database";
import { costRollups } from "@/lib/core/db/report-tables";
import { statementFacts, statements } from "@/lib/core/db/statement-tables";
import type { Currency } from "@/lib/core/money/money";
import { home, workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { joinWorkspaces, workspaceNameText } from "@/lib/money/reports/query/scope";
import { sharedValue } from "@/lib/money/spend/vocabulary";
import { type StatementFact, statementFact } from "./schema";

export type Correction = StatementFact & { currency: Currency };

/**
 * What closed months cost now, less what statements have billed of them. A workspace keeps the center that it was billed
 * with, because moving it to another one corrects nothing; a new one has the center of its tag.
 */
export async function listCorrections(
  db: Database | Transaction,
  currency?: Currency,
): Promise<Correction[]> {
  const value = sql`nullif(trim(w.tags ->> s.tag), '')`;
  const { rows } = await db.execute<Correction>(sql`
    with cost as (
      select s.month, s.currency, coalesce(${workspaceOfRow}, '') as id, ${workspaceNameText} as name,
        case when lower(${value}) = ${sharedValue} then null else ${value} end as center, sum(r.cents) as cents
      from ${statements} s join ${costRollups} r on r.axes = 'workspace' and r.grain = 'day' and r.currency = s.currency
        and r.starts_on >= (s.month || '-01')::date and r.starts_on < ((s.month || '-01')::date + interval '1 month')::date
        cross join ${home} ${joinWorkspaces}
      where ${currency ?? null}::text is null or s.currency = ${currency ?? null}::text
      group by 1, 2, 3, 4, 5
    ),
    billed as (
      select f.month, s.currency, f.workspace_id as id, (array_agg(f.workspace order by f.number))[1] as name,
        (array_agg(f.center order by f.number))[1] as center, sum(f.cents) as cents
      from ${statementFacts} f join ${statements} s using (number)
      where ${currency ?? null}::text is null or s.currency = ${currency ?? null}::text
      group by 1, 2, 3
    )
    select * from (select month, currency, id as "workspaceId", coalesce(billed.name, cost.name) as workspace,
      case when billed.id is null then cost.center else billed.center end as center,
      trim_scale(coalesce(cost.cents, 0) - coalesce(billed.cents, 0))::text as cents
    from cost full join billed using (month, currency, id)
    where coalesce(cost.cents, 0) <> coalesce(billed.cents, 0)) found
    order by month, currency, center collate "C" nulls last, workspace collate "C", "workspaceId" collate "C"`);
  return rows.map((row) => ({ ...statementFact.parse(row), currency: row.currency }));
}
