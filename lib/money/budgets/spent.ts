import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { budgets } from "@/lib/core/db/budget-tables";
import { workspaces } from "@/lib/core/db/directory-tables";
import { costRollups } from "@/lib/core/db/report-tables";
import type { Granularity } from "@/lib/core/format/calendar";
import { usd } from "@/lib/core/money/money";
import { home, workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { isInCurrency } from "@/lib/money/reports/query/currencies";

/** The key of a period of budget `b`: 2026-11, 2026-Q4, or 2026. */
export function toPeriodKey(startsOn: SQL): SQL<string> {
  return sql`to_char(${startsOn}, case b.period when 'month' then 'YYYY-MM' when 'quarter' then 'YYYY-"Q"Q' else 'YYYY' end)`;
}

/** One row per budget and period with cost in US dollars. Workspaces are matched once per budget, not per row. */
export function sumOfBudgets(grain: Granularity, isWanted: SQL): SQL {
  const wanted = sql`r.grain = ${grain} and ${isInCurrency(usd)} and ${isWanted}`;
  const rows = sql`(select ${workspaceOfRow} as workspace_id, r.starts_on, r.cents from ${costRollups} r cross join ${home}
    where r.axes = 'workspace' and ${wanted})`;
  // There are fewer models than workspaces, and they add up to the same.
  const all = sql`(select r.starts_on, sum(r.cents) as cents from ${costRollups} r where r.axes = 'model' and ${wanted} group by 1)`;
  return sql`
    select b.id, r.starts_on, r.cents
    from ${budgets} b cross join ${all} r where b.scope = 'organization'
    union all
    select covered.id, r.starts_on, sum(r.cents)
    from (
      select id, workspace_id from ${budgets} where scope = 'workspace'
      union all
      select b.id, w.id from ${budgets} b join ${workspaces} w on w.tags ->> b.tag_key = b.tag_value where b.scope = 'tag'
    ) covered join ${rows} r using (workspace_id) group by 1, 2`;
}
