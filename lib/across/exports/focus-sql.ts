import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { unitOfRow } from "@/lib/core/db/other-cents";
import { costRows, usageRollups } from "@/lib/core/db/report-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import { home, workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { joinWorkspaces, workspaceNameText } from "@/lib/money/reports/query/scope";

export type ChargeRow = {
  day: string;
  workspaceId: string | null;
  workspace: string;
  tags: string | null;
  description: string | null;
  costType: string | null;
  model: string | null;
  tokenType: string | null;
  serviceTier: string | null;
  contextWindow: string | null;
  currency: string;
  /** In the currency itself. */
  cost: string;
  /** Null if it isn't known for this charge. */
  tokens: string | null;
  searches: string | null;
};

/** What the cost report calls the tokens of each column. */
const tokenTypes = {
  uncached_input_tokens: "uncached_input_tokens",
  cache_read_input_tokens: "cache_read_input_tokens",
  "cache_creation.ephemeral_5m_input_tokens": "cache_creation_5m_input_tokens",
  "cache_creation.ephemeral_1h_input_tokens": "cache_creation_1h_input_tokens",
  output_tokens: "output_tokens",
};
const item = sql.raw("day, workspace, model, tier, context");
const itemOfRow = sql`coalesce(r.model, '') as model, coalesce(r.service_tier, '') as tier,
  coalesce(r.context_window, '') as context`;

/**
 * By day, workspace, and what tokens are counted by, because a finer charge, such as one by geography, has no tokens of
 * its own. A quantity belongs to a charge only if no other charge is for the same, such as one in another currency.
 */
export async function listCharges(actor: Actor, { from, to }: DayRange): Promise<ChargeRow[]> {
  const isWithin = (day: SQL) =>
    sql`${day} between ${from}::date and ${to}::date and ${visibleTo(actor).reportRows}`;
  const tokens = Object.entries(tokenTypes).map(
    ([name, column]) => sql`when ${name} then ${sql.raw(column)}`,
  );
  const columns = Object.values(tokenTypes).map((column) => sql.raw(`sum(r.${column}) as ${column}`));
  const db = await database();
  const { rows } = await db.execute<{ json: ChargeRow[] | null }>(sql`
    with paid as (
      select r.day, ${workspaceOfRow} as id, ${workspaceNameText} as name, nullif(w.tags, '{}'::jsonb)::text as tags,
        coalesce(${workspaceOfRow}, '') as workspace, ${itemOfRow}, r.model as shown_model, r.service_tier,
        r.context_window, r.cost_type, r.token_type, r.currency, sum(r.cents * ${unitOfRow}) as cost,
        string_agg(distinct r.description, '; ' order by r.description) as description,
        count(*) over (partition by r.day, ${workspaceOfRow}, r.model, r.service_tier, r.context_window, r.token_type,
          r.cost_type) = 1 as is_only,
        count(*) over (partition by r.day, ${workspaceOfRow}, r.cost_type) = 1 as is_only_of_type
      from ${costRows} r cross join ${home} ${joinWorkspaces} where ${isWithin(sql`r.day`)}
      group by r.day, ${workspaceOfRow}, 3, w.tags, r.model, r.service_tier, r.context_window, r.cost_type, r.token_type,
        r.currency
    ),
    used as (
      select r.starts_on as day, coalesce(${workspaceOfRow}, '') as workspace, ${itemOfRow},
        ${sql.join(columns, sql`, `)}, sum(r.web_search_requests) as searches
      from ${usageRollups} r cross join ${home}
      where r.axes = 'workspace_item' and r.grain = 'day' and ${isWithin(sql`r.starts_on`)} group by 1, 2, 3, 4, 5
    ),
    searched as (select day, workspace, sum(searches) as searches from used group by day, workspace)
    select json_agg(json_build_object('day', day::text, 'workspaceId', id, 'workspace', name, 'tags', tags,
        'description', description, 'costType', cost_type, 'model', shown_model, 'tokenType', token_type,
        'serviceTier', service_tier, 'contextWindow', context_window, 'currency', currency,
        'cost', trim_scale(cost)::text,
        'tokens', case when is_only then nullif(case token_type ${sql.join(tokens, sql` `)} end, 0)::text end,
        'searches', case when is_only_of_type and cost_type = 'web_search' then nullif(searched.searches, 0)::text end)
      order by day, name collate "C", id collate "C", shown_model collate "C", cost_type collate "C",
        token_type collate "C", service_tier collate "C", context_window collate "C", currency collate "C") as json
    from paid left join used using (${item}) left join searched using (day, workspace)`);
  return rows[0]?.json ?? [];
}
