import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys, usageRollups, usageRows } from "@/lib/db/tables";
import type { Pivot } from "./pivot";
import { isInScope, joinWorkspaces, workspaceNameText, workspaceOfRow } from "./scope";

const usageColumns = [
  "day",
  "workspace",
  "workspace_id",
  "model",
  "api_key",
  "api_key_id",
  "service_tier",
  "context_window",
] as const;
type UsageColumn = (typeof usageColumns)[number];

const summed: readonly UsageColumn[] = ["day", "workspace", "workspace_id", "model"];

export const usagePivot: Pivot<UsageColumn> = {
  report: "usage",
  toFacts: (groups) =>
    groups.every((group) => summed.includes(group))
      ? sql`select starts_on as day, null::text as api_key_id, * from ${usageRollups} where grain = 'day'`
      : sql`select * from ${usageRows}`,
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
