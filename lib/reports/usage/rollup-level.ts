import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { addDays, type DayRange, type Granularity } from "@/lib/calendar";
import { claudeCodeKeyIds } from "@/lib/db/claude-code-keys";
import { usageGeoRows, usageHours, usageRollups, usageRows } from "@/lib/db/report-tables";
import { home } from "@/lib/directory/default-workspace";
import { list } from "@/lib/reports/query/breakdown-query";
import { isInRollupPeriods, listRollupPeriods } from "@/lib/reports/query/rollup-periods";
import { isInFilter, workspaceKey } from "@/lib/reports/query/scope";
import type { ActorUsageReport } from "@/lib/reports/rollups/actor-usage-days";
import type { Filter } from "@/lib/reports/search-params";
import {
  claudeCodeKeys,
  type messageDimensions,
  noKey,
  type TokenKind,
  tokenKinds,
  type UsageDimension,
} from "@/lib/reports/vocabulary";
import { visibleTo } from "@/lib/visibility";
import { hasSums, type Seen, toActorFacts, toActorKeys } from "./actor-rollup-level";

export function toUsageKeys(seen: Seen): Record<UsageDimension, SQL> {
  const keys = { ...messageKeys, ...toActorKeys(seen) };
  if (!seen.isMasked) return keys;
  const isOfClaudeCode = sql`r.api_key_id in ${claudeCodeKeyIds}`;
  return {
    ...keys,
    key: sql`case when ${isOfClaudeCode} then ${claudeCodeKeys} else ${keys.key} end`,
  };
}

const messageKeys: Record<(typeof messageDimensions)[number], SQL> = {
  workspace: workspaceKey,
  model: sql`coalesce(r.model, ${noKey})`,
  key: sql`coalesce(r.api_key_id, ${noKey})`,
  service_tier: sql`coalesce(r.service_tier, ${noKey})`,
  context_window: sql`coalesce(r.context_window, ${noKey})`,
  inference_geo: sql`coalesce(r.inference_geo, ${noKey})`,
};

const columns: Record<TokenKind, string> = {
  uncached_input: "uncached_input_tokens",
  cache_read: "cache_read_input_tokens",
  cache_write_5m: "cache_creation_5m_input_tokens",
  cache_write_1h: "cache_creation_1h_input_tokens",
  output: "output_tokens",
};
/** Only analytics have requests; `counted_tokens` are those whose requests are known. */
export const usageMeasures = [...tokenKinds, "web_search", "requests", "counted_tokens"] as const;

/** Types that don't count become null, so that everything sums without them. */
export function sumKinds(kinds: readonly TokenKind[], report: UsageFacts = "usage"): SQL {
  const sumRequests = (column: string) =>
    report === "usage" ? sql`0::numeric` : sql`sum(r.${sql.identifier(column)})`;
  return list([
    ...tokenKinds.map((kind) => {
      const counts = kinds.length === 0 || kinds.includes(kind);
      const sum = counts ? sql`sum(r.${sql.identifier(columns[kind])})` : sql`0::numeric`;
      return sql`${sum} as ${sql.identifier(kind)}`;
    }),
    sql`sum(r.web_search_requests) as web_search`,
    sql`${sumRequests("requests")} as requests`,
    sql`${sumRequests("counted_tokens")} as counted_tokens`,
  ]);
}

export const allTokens = sql`(${sql.join(
  tokenKinds.map((kind) => sql.identifier(kind)),
  sql` + `,
)})`;

/** The messages report, analytics, or the messages report by account. */
export type UsageFacts = "usage" | ActorUsageReport;

type Asked = DayRange & {
  report: UsageFacts;
  spans?: readonly DayRange[];
  granularity: Granularity;
  needs: readonly UsageDimension[];
  filter: Filter<UsageDimension>;
  isHourly: boolean;
  isMasked: boolean;
};

/** `from … where …` of the coarsest sums, called `r`, that have what is needed, or else of the rows. */
export function fromUsage(actor: Actor, asked: Asked): SQL {
  const { report, granularity, needs, filter, isHourly, isMasked } = asked;
  const needed = [...needs, ...Object.keys(filter), ...(visibleTo(actor).isAll ? [] : ["workspace"])];
  if (report !== "usage") {
    const grain = granularity === "hour" || !hasSums(actor, needed) ? "day" : granularity;
    return sql`from ${toActorFacts(report, needed)} r cross join ${home} where ${isInRollupPeriods(listRollupPeriods(asked, grain))}
      and ${visibleTo(actor).reportRows} and ${isInFilter(filter, toUsageKeys({ actor, isMasked }))}`;
  }
  const axes = isHourly ? null : toAxes(needed);
  const facts = axes ? sql`(select * from ${usageRollups} where axes = ${axes})` : toFacts(needed, asked);
  const grain = axes === null || granularity === "hour" ? "day" : granularity;
  return sql`from ${facts} r cross join ${home} where ${isInRollupPeriods(listRollupPeriods(asked, grain))}
    and ${visibleTo(actor).reportRows} and ${isInFilter(filter, toUsageKeys({ actor, isMasked }))}`;
}

const hasOnly = (needed: readonly string[], ...names: string[]) =>
  needed.every((name) => names.includes(name));

function toAxes(needed: readonly string[]): string | null {
  const needs = new Set(needed);
  const item = ["model", "service_tier", "context_window"];
  if (needs.has("inference_geo")) {
    if (hasOnly(needed, "inference_geo", ...item)) return "geo_item";
    return hasOnly(needed, "inference_geo", "workspace") ? "workspace_geo" : null;
  }
  if (hasOnly(needed, ...item)) return "item";
  if (hasOnly(needed, "workspace")) return "workspace";
  if (hasOnly(needed, "workspace", "model")) return "workspace_model";
  if (hasOnly(needed, "workspace", "key")) return "workspace_key";
  return needs.has("key") ? null : "workspace_item";
}

function toFacts(needed: readonly string[], { isHourly, from, to }: Asked): SQL {
  if (!isHourly)
    return sql`(select 'day' as grain, day as starts_on, *
      from ${needed.includes("inference_geo") ? usageGeoRows : usageRows})`;
  const axes = hasOnly(needed, "model")
    ? "model"
    : hasOnly(needed, "workspace")
      ? "workspace"
      : "workspace_model";
  // The bounds are also instants, so that the index is used.
  return sql`(select 'day' as grain, (starts_at at time zone 'UTC')::date as starts_on, * from ${usageHours}
    where axes = ${axes} and starts_at >= ${`${from}T00:00:00Z`}::timestamptz
      and starts_at < ${`${addDays(to, 1)}T00:00:00Z`}::timestamptz)`;
}
