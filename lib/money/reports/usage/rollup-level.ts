import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { usageGeoRows, usageHours, usageRollups, usageRows } from "@/lib/core/db/report-tables";
import { addDays, type DayRange, type Granularity } from "@/lib/core/format/calendar";
import { claudeCodeKeyIds } from "@/lib/core/organization/claude-code-keys";
import { home } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { findLevel, hasNeeded } from "@/lib/money/reports/dimension";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { toKeys } from "@/lib/money/reports/query/dimension-sql";
import { isInRollupPeriods, listRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { isInFilter, workspaceKey } from "@/lib/money/reports/query/scope";
import type { ActorUsageReport } from "@/lib/money/reports/rollups/actor-usage-days";
import type { Filter } from "@/lib/money/reports/search-params";
import { claudeCodeKeys, noKey, type TokenKind, tokenKinds } from "@/lib/money/reports/vocabulary";
import { hasSums, isActorFactVisible, type Seen, toActorFacts, toActorKeys } from "./actor-rollup-level";
import { type UsageAxis, type UsageDimension, usageDimension, usageLevels } from "./dimensions";

export function toUsageKeys(seen: Seen): Record<UsageDimension, SQL> {
  const key = sql`coalesce(r.api_key_id, ${noKey})`;
  const isOfClaudeCode = sql`r.api_key_id in ${claudeCodeKeyIds}`;
  return toKeys(usageDimension, {
    workspace: workspaceKey,
    key: seen.isMasked ? sql`case when ${isOfClaudeCode} then ${claudeCodeKeys} else ${key} end` : key,
    ...toActorKeys(seen),
  });
}

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

/** All tokens of one row `r`. */
export const tokensOfRow = sql`(${sql.join(
  tokenKinds.map((kind) => sql`r.${sql.identifier(columns[kind])}`),
  sql` + `,
)})`;

type Asked = DayRange & {
  report: UsageFacts;
  spans?: readonly DayRange[];
  granularity: Granularity;
  needs: readonly UsageAxis[];
  filter: Filter<UsageAxis>;
  isHourly: boolean;
  isMasked: boolean;
};

/** `from … where …` of the coarsest sums, called `r`, that have what is needed, or else of the rows. */
export function fromUsage(actor: Reader, asked: Asked): SQL {
  const { report, granularity, needs, filter, isHourly, isMasked } = asked;
  const needed = [...needs, ...Object.keys(filter), ...(visibleTo(actor).isAll ? [] : ["workspace"])];
  const seen = { actor, isMasked };
  const isFiltered = isInFilter(filter, toUsageKeys(seen));
  if (report !== "usage") {
    const grain = granularity === "hour" || !hasSums(seen, needed) ? "day" : granularity;
    return sql`from ${toActorFacts(report, needed, { ...seen, range: toWhole(asked) })} r cross join ${home}
      where ${isInRollupPeriods(listRollupPeriods(asked, grain))} and ${isActorFactVisible(seen)} and ${isFiltered}`;
  }
  const axes = isHourly ? null : (toAxes("usage", needed) ?? toAxes("usage-geo", needed));
  const facts = axes ? sql`(select * from ${usageRollups} where axes = ${axes})` : toFacts(needed, asked);
  const grain = axes === null || granularity === "hour" ? "day" : granularity;
  return sql`from ${facts} r cross join ${home} where ${isInRollupPeriods(listRollupPeriods(asked, grain))}
    and ${visibleTo(actor).reportRows} and ${isFiltered}`;
}

/** From the first to the last day of all spans. */
function toWhole({ spans, ...range }: Asked): DayRange {
  const days = (spans?.length ? spans : [range]).flatMap(({ from, to }) => [from, to]).toSorted();
  return { from: days.at(0) ?? range.from, to: days.at(-1) ?? range.to };
}

function toAxes(report: "usage" | "usage-geo" | "usage-hours", needed: readonly string[]) {
  return findLevel(usageDimension, { report, levels: usageLevels[report], needed });
}

function toFacts(needed: readonly string[], { isHourly, from, to }: Asked): SQL {
  if (!isHourly)
    return sql`(select 'day' as grain, day as starts_on, *
      from ${hasNeeded(usageDimension, "usage", needed) ? usageRows : usageGeoRows})`;
  // The bounds are also instants, so that the index is used.
  return sql`(select 'day' as grain, (starts_at at time zone 'UTC')::date as starts_on, * from ${usageHours}
    where axes = ${toAxes("usage-hours", needed)} and starts_at >= ${`${from}T00:00:00Z`}::timestamptz
      and starts_at < ${`${addDays(to, 1)}T00:00:00Z`}::timestamptz)`;
}
