import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { budgets } from "@/lib/db/own-tables";
import { costRollups } from "@/lib/db/tables";
import { home, joinWorkspaces, workspaceOfRow } from "@/lib/reports/scope";
import type { Granularity } from "@/lib/reports/search-params";

/** Cost `r` of the budgets `b` that cover it, by period: a row a budget and period with any. */
export function sumOfBudgets(grain: Granularity, isWanted: SQL): SQL {
  return sql`select b.id, r.starts_on, sum(r.cents) as cents
    from ${costRollups} r cross join ${home} ${joinWorkspaces} join ${budgets} b on ${isCovered}
    where r.axes = 'workspace' and r.grain = ${grain} and ${isWanted} group by 1, 2`;
}

const isCovered = sql`case b.scope when 'organization' then true
  when 'workspace' then ${workspaceOfRow} = b.workspace_id
  else w.tags ->> b.tag_key = b.tag_value end`;
