import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { costRows, usageRollups } from "@/lib/core/db/report-tables";
import { savingMonths } from "@/lib/core/db/savings-tables";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { home } from "@/lib/core/organization/default-workspace";
import { list } from "@/lib/money/reports/query/breakdown-query";

/** The columns of tokens and cents of each kind, and what the cost report calls it. */
const kinds = [
  ["uncached_input_tokens", "uncached_cents", "uncached_input_tokens"],
  ["cache_read_input_tokens", "cache_read_cents", "cache_read_input_tokens"],
  ["cache_creation_5m_input_tokens", "cache_creation_5m_cents", "cache_creation.ephemeral_5m_input_tokens"],
  ["cache_creation_1h_input_tokens", "cache_creation_1h_cents", "cache_creation.ephemeral_1h_input_tokens"],
  ["output_tokens", "output_cents", "output_tokens"],
] as const;
type Kind = (typeof kinds)[number];
const [input, ...others] = kinds;
const cached = [others[0], others[1], others[2]];
const output = others[3];
const tokenColumns = kinds.map(([tokens]) => sql.raw(tokens));
const centColumns = kinds.map(([, cents]) => sql.raw(cents));

/** Decimals of cents that are kept of an amount that isn't reported. */
const scale = 6;
const item = sql.raw("workspace, model, tier, context");
const itemOfRow = sql`coalesce(r.workspace_id, home.id, '') as workspace, coalesce(r.model, '') as model,
  coalesce(r.service_tier, '') as tier, coalesce(r.context_window, '') as context`;

/**
 * What a month's tokens cost by workspace, model, tier, and context window, and what was saved. A unit price is reported
 * cost divided by tokens: of the workspace, or of the whole organization if the workspace paid no such price. Cached input
 * is compared with uncached input of the same tier. Batches are compared with the standard tier as if nothing were cached,
 * so that paid, caching, and batching add up to the full price and nothing counts twice.
 */
export function toSavings(startsOn: string): SQL {
  return sql`
    with ${toKnown(startsOn)},
    everywhere as (select model, tier, context, currency, ${toTotals(input)}, ${toTotals(output)}
      from known group by model, tier, context, currency),
    priced as (
      select k.*, ${toPrice("input", input, ["k", "e"])}, ${toPrice("full_input", input, ["s", "f"])},
        ${toPrice("full_output", output, ["s", "f"])},
        k.cache_read_input_tokens + k.cache_creation_5m_input_tokens + k.cache_creation_1h_input_tokens as cached,
        ${sql.join(cached.map(toCharged), sql` + `)} as cached_cents
      from known k left join everywhere e using (model, tier, context, currency)
        left join known s on k.tier = 'batch' and s.tier = 'standard'
          and (s.workspace, s.model, s.context, s.currency) = (k.workspace, k.model, k.context, k.currency)
        left join everywhere f on k.tier = 'batch' and f.tier = 'standard'
          and (f.model, f.context, f.currency) = (k.model, k.context, k.currency)
    )
    select 'workspace_item', ${startsOn}::date, nullif(workspace, ''), nullif(model, ''), nullif(tier, ''), nullif(context, ''),
      currency, ${list(tokenColumns)}, ${list(centColumns)}, cents,
      case when cached > 0 and input_count > 0
        then round(${toAmount("cached", "input")} - cached_cents, ${scale}) else 0 end,
      case when tier = 'batch' and uncached_input_tokens + cached > 0 and input_count > 0 and full_input_count > 0
        then round(${toAmount("(uncached_input_tokens + cached)", "full_input")}
          - ${toAmount("(uncached_input_tokens + cached)", "input")}, ${scale}) else 0 end
      + case when tier = 'batch' and output_tokens > 0 and full_output_count > 0
        then round(${toAmount("output_tokens", "full_output")} - output_cents, ${scale}) else 0 end,
      case when tier = 'batch' and (input_count is null or full_input_count is null) then uncached_input_tokens + cached
        when input_count is null then cached else 0 end
      + case when tier = 'batch' and full_output_count is null then output_tokens else 0 end, 0
    from priced`;
}

/**
 * Cost beside its tokens. Tokens without a charge, such as those of Priority Tier, don't count, and neither do those of a
 * line item that is charged in two currencies, because it isn't known which of them is for which.
 */
function toKnown(startsOn: string): SQL {
  const end = toPeriodEnd(startsOn, "month");
  const sums = kinds.map(
    ([, cents, name]) => sql`sum(r.cents) filter (where r.token_type = ${name}) as ${sql.raw(cents)}`,
  );
  const counted = kinds.map(
    ([
      tokens,
      cents,
    ]) => sql`case when is_only and ${sql.raw(cents)} > 0 then coalesce(${sql.raw(tokens)}, 0) else 0 end
      as ${sql.raw(tokens)}`,
  );
  return sql`paid as (
      select p.*, count(*) over (partition by ${item}) = 1 as is_only from (
        select ${itemOfRow}, r.currency, sum(r.cents) as cents, ${list(sums)} from ${costRows} r cross join ${home}
        where r.day between ${startsOn}::date and ${end}::date and r.token_type is not null group by ${item}, r.currency) p
    ),
    used as (
      select ${itemOfRow}, ${list(tokenColumns.map((column) => sql`sum(r.${column}) as ${column}`))}
      from ${usageRollups} r cross join ${home} where r.axes = 'workspace_item' and r.grain = 'day'
        and r.starts_on between ${startsOn}::date and ${end}::date group by ${item}
    ),
    known as materialized (
      select ${item}, currency, cents, ${list(centColumns)}, ${list(counted)} from paid left join used using (${item})
    )`;
}

function toTotals([tokens, cents]: Kind): SQL {
  const [count, amount] = [sql.raw(tokens), sql.raw(cents)];
  return sql`sum(${amount}) filter (where ${count} > 0) as ${amount}, nullif(sum(${count}), 0) as ${count}`;
}

/** Cents and the tokens that they were charged for, of the first table that has any; null if the price was paid nowhere. */
function toPrice(name: string, [tokens, cents]: Kind, [own, other]: readonly [string, string]): SQL {
  const choose = (column: string) =>
    sql.raw(`case when ${own}.${tokens} > 0 then ${own}.${column} else ${other}.${column} end`);
  return sql`${choose(cents)} as ${sql.raw(`${name}_cents`)}, ${choose(tokens)} as ${sql.raw(`${name}_count`)}`;
}

/** Multiplies before it divides, and keeps enough decimals to be rounded once. */
function toAmount(tokens: string, price: string): SQL {
  return sql.raw(`${tokens} * ${price}_cents * 1.000000000000 / ${price}_count`);
}

function toCharged([tokens, cents]: Kind): SQL {
  return sql.raw(`case when k.${tokens} > 0 then k.${cents} else 0 end`);
}

export function toSavingsOfAll(startsOn: string): SQL {
  const sums = [
    ...tokenColumns,
    ...centColumns,
    ...["cents", "caching_cents", "batching_cents"].map(sql.raw),
  ];
  return sql`select 'item', starts_on, null, model, service_tier, context_window, currency,
      ${list(sums.map((column) => sql`sum(${column})`))}, sum(unpriced_tokens), 0
    from ${savingMonths} where axes = 'workspace_item' and starts_on = ${startsOn}::date
    group by starts_on, model, service_tier, context_window, currency`;
}

/** Session time of the days on which it cost a workspace more than the tokens that it used. */
export function toIdleSessions(startsOn: string): SQL {
  const nothing = [...tokenColumns.map(() => sql`0`), ...centColumns.map(() => sql`null::numeric`)];
  return sql`
    select 'sessions', ${startsOn}::date, nullif(workspace, ''), null, null, null, currency, ${list(nothing)},
      sum(sessions), 0, 0, 0, count(*)::int
    from (select coalesce(r.workspace_id, home.id, '') as workspace, r.day, r.currency,
        sum(r.cents) filter (where r.cost_type = 'session_usage') as sessions,
        coalesce(sum(r.cents) filter (where r.token_type is not null), 0) as tokens
      from ${costRows} r cross join ${home}
      where r.day between ${startsOn}::date and ${toPeriodEnd(startsOn, "month")}::date group by 1, 2, 3) days
    where sessions > tokens group by workspace, currency`;
}
