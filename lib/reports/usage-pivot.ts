import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys } from "@/lib/db/directory-tables";
import { usageHours, usageRollups, usageRows } from "@/lib/db/report-tables";
import type { Pivot } from "./pivot";
import { isInScope, joinWorkspaces, workspaceNameText, workspaceOfRow } from "./scope";
import { usageKeys } from "./usage-axes";

const usageColumns = [
  "day",
  "workspace",
  "workspace_id",
  "model",
  "api_key",
  "api_key_id",
  "service_tier",
  "context_window",
  "inference_geo",
] as const;
type UsageColumn = (typeof usageColumns)[number];

const summed: readonly string[] = ["day", "workspace", "workspace_id", "model"];

export const usagePivot: Pivot<UsageColumn> = {
  report: "usage",
  toFacts: (needed) => {
    if (needed.every((name) => summed.includes(name)))
      return sql`select starts_on as day, null::text as api_key_id, * from ${usageRollups} where grain = 'day'`;
    // Of the geography only the hours tell, and they know no keys, tiers and windows.
    if (needed.includes("inference_geo"))
      return sql`select (starts_at at time zone 'UTC')::date as day, null::text as api_key_id,
        null::text as service_tier, null::text as context_window, * from ${usageHours}`;
    return sql`select * from ${usageRows}`;
  },
  keys: usageKeys,
  extras: ["inference_geo"],
  joins: sql`${joinWorkspaces} left join ${apiKeys} k on k.id = r.api_key_id`,
  groups: {
    day: sql`r.day::text`,
    workspace: workspaceNameText,
    workspace_id: workspaceOfRow,
    model: sql`r.model`,
    api_key: sql`coalesce(k.name, r.api_key_id)`,
    api_key_id: sql`r.api_key_id`,
    service_tier: sql`r.service_tier`,
    context_window: sql`r.context_window`,
    inference_geo: sql`r.inference_geo`,
  },
  measures: {
    uncached_input_tokens: sumOf("uncached_input_tokens"),
    cache_read_input_tokens: sumOf("cache_read_input_tokens"),
    cache_creation_5m_input_tokens: sumOf("cache_creation_5m_input_tokens"),
    cache_creation_1h_input_tokens: sumOf("cache_creation_1h_input_tokens"),
    output_tokens: sumOf("output_tokens"),
    web_search_requests: sumOf("web_search_requests"),
  },
  isInScope,
};

function sumOf(column: string): SQL {
  return sql`sum(r.${sql.identifier(column)})::text`;
}
