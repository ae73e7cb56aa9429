import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { home } from "@/lib/core/organization/default-workspace";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { isInRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import type { ActorUsageReport } from "@/lib/money/reports/rollups/actor-usage-days";
import { isActorFactVisible, type Seen, toActorFacts } from "@/lib/money/reports/usage/actor-rollup-level";
import { kinds, toCost, toTokens } from "./opportunities-sql";
import { minTokens } from "./vocabulary";

/* The same columns as those of the other advice. */
const noShares = sql`null::numeric as read, null::numeric as usual_read, null::text as detail`;

/** What the same tokens would have cost in the usual context window. Requests that need the long one save nothing. */
export const longContextAdvice: SQL = sql`
  long_context as (
    select 'long_context' as kind, id, min(workspace) as workspace, 0::numeric as low, sum(high) as high, sum(tokens) as tokens,
      sum(paid) as paid, ${noShares}
    from (select used.id, used.workspace, ${toTokens("used")} as tokens, ${toCost((name) => `used.${name}`, "used")} as paid,
        ${toCost((name) => `used.${name} - short.${name}`, "used")} as high
      from used join price short on (short.model, short.tier) = (used.model, used.tier) and short.context = '0-200k'
      where used.context = '200k-1M') long
    group by id having sum(tokens) >= ${minTokens}
  )`;

type Asked = Seen & { month: string; report: ActorUsageReport };

/**
 * What workspaces with fast mode paid above the prices of workspaces without it, by model and context window: above their
 * mean at most, above the greatest of them at least. The cost report doesn't tell speeds apart.
 */
export function toFastAdvice({ month, report, ...seen }: Asked): SQL {
  const range = { from: month, to: toPeriodEnd(month, "month") };
  const period = { grain: seen.isMasked ? ("day" as const) : ("month" as const), ...range };
  const slow = kinds.map(({ price, tokens, cents }) =>
    sql.raw(`case when sum(${tokens}) > 0 then sum(${cents}) filter (where ${tokens} > 0) / sum(${tokens}) end as mean_${price},
      max(case when ${tokens} > 0 then ${cents} / ${tokens} end) as most_${price}`),
  );
  const charged = sql.join(
    kinds.map(({ tokens, cents }) => sql.raw(`case when place.${tokens} > 0 then place.${cents} else 0 end`)),
    sql` + `,
  );
  return sql`
    fast as materialized (
      select coalesce(r.workspace_id, home.id, '') as workspace, r.model, sum(${toTokens("r")}) as tokens
      from ${toActorFacts(report, ["workspace", "model", "speed"], { ...seen, range })} r cross join ${home}
      where r.speed = 'fast' and ${isInRollupPeriods([period])} and ${isActorFactVisible(seen)} group by 1, 2),
    slow as (
      select model, context, ${list(slow)} from place
      where tier = 'standard' and (workspace, model) not in (select workspace, model from fast where model is not null)
      group by model, context),
    fast_mode as (
      select 'fast_mode' as kind, workspace as id, workspace, greatest(sum(low), 0) as low, sum(high) as high,
        max(fast_tokens) as tokens, sum(paid) as paid, ${noShares}
      from (select place.workspace, fast.tokens as fast_tokens, ${charged} as paid,
          ${charged} - (${toCost((name) => `slow.mean_${name}`, "place")}) as high,
          ${charged} - (${toCost((name) => `slow.most_${name}`, "place")}) as low
        from place join fast using (workspace, model) join slow using (model, context) where tier = 'standard') premium
      group by workspace having max(fast_tokens) >= ${minTokens}
    )`;
}

/** Read from the sums themselves, because it is about no tokens. */
export const idleAdvice: SQL = sql`
  idle_sessions as (
    select 'idle_sessions' as kind, workspace as id, workspace, 0::numeric as low, cents as high, 0::numeric as tokens, cents as paid,
      null::numeric as read, null::numeric as usual_read, days::text as detail from sessions
  )`;
