import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { keyMonths, savingMonths } from "@/lib/core/db/savings-tables";
import type { Currency } from "@/lib/core/money/money";
import { claudeCodeKeyIds } from "@/lib/core/organization/claude-code-keys";
import { home } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { toKey } from "@/lib/money/spend/actor-sums";

/** What the prices of tokens are called here, by the columns of their tokens and cents. */
export const kinds = [
  { price: "uncached", tokens: "uncached_input_tokens", cents: "uncached_cents" },
  { price: "read", tokens: "cache_read_input_tokens", cents: "cache_read_cents" },
  { price: "write_5m", tokens: "cache_creation_5m_input_tokens", cents: "cache_creation_5m_cents" },
  { price: "write_1h", tokens: "cache_creation_1h_input_tokens", cents: "cache_creation_1h_cents" },
  { price: "output", tokens: "output_tokens", cents: "output_cents" },
] as const;
const inputKinds = kinds.slice(0, -1);
export const prices = kinds.map(({ price }) => price);

type Asked = { actor: Reader; currency: Currency; month: string };

/**
 * `place`: what a workspace paid by model, tier, and context window. `price`: the unit prices of these in all that the
 * reader sees. `used`: the tokens of keys in the month, with the prices of their workspace, else of the others.
 */
export function toUsed({ actor, currency, month }: Asked): SQL {
  const { reportRows } = visibleTo(actor);
  const item = sql`coalesce(r.workspace_id, home.id, '') as workspace, coalesce(r.model, '') as model,
    coalesce(r.service_tier, '') as tier, coalesce(r.context_window, '') as context`;
  const columns = kinds.flatMap(({ tokens, cents }) => [sql.raw(tokens), sql.raw(cents)]);
  return sql`
    place as materialized (
      select ${item}, r.cents, ${list(columns)} from ${savingMonths} r cross join ${home}
      where r.axes = 'workspace_item' and r.starts_on = ${month}::date and ${isInCurrency(currency)} and ${reportRows}),
    price as materialized (
      select model, tier, context, ${list(kinds.map(toMeanPrice))} from place group by model, tier, context),
    sessions as (
      select coalesce(r.workspace_id, home.id, '') as workspace, r.cents, r.days from ${savingMonths} r cross join ${home}
      where r.axes = 'sessions' and r.starts_on = ${month}::date and ${isInCurrency(currency)} and ${reportRows}),
    used as materialized (
      select ${toKey(sql`u.api_key_id`)} as id, u.api_key_id in ${claudeCodeKeyIds} as is_claude_code, u.active_days,
        workspace, model, tier, context, ${list(kinds.map(({ tokens }) => sql.raw(`u.${tokens}`)))},
        ${list(kinds.map(toPriceOfPlace))}, ${list(prices.map((name) => sql.raw(`price.${name} as usual_${name}`)))}
      from (select r.api_key_id, r.active_days, ${item}, ${list(kinds.map(({ tokens }) => sql.raw(`r.${tokens}`)))}
          from ${keyMonths} r cross join ${home} where r.starts_on = ${month}::date and ${reportRows}) u
        join place using (workspace, model, tier, context) join price using (model, tier, context))`;
}

function toMeanPrice({ price, tokens, cents }: (typeof kinds)[number]): SQL {
  return sql.raw(`case when sum(${tokens}) > 0 then sum(${cents}) filter (where ${tokens} > 0) / sum(${tokens}) end
    as ${price}`);
}

function toPriceOfPlace({ price, tokens, cents }: (typeof kinds)[number]): SQL {
  return sql.raw(
    `coalesce(case when place.${tokens} > 0 then place.${cents} / place.${tokens} end, price.${price}) as ${price}`,
  );
}

/** What the tokens of a table cost at prices, such as `(price) => "price"`; null if one of them isn't known. */
export function toCost(priceOf: (name: string) => string, table: string, of: "all" | "input" = "all"): SQL {
  const each = of === "all" ? kinds : inputKinds;
  const costs = each.map(
    ({ price, tokens }) =>
      `case when ${table}.${tokens} > 0 then ${table}.${tokens} * (${priceOf(price)}) else 0 end`,
  );
  return sql.raw(`(${costs.join(" + ")})`);
}

export function toTokens(table: string, of: "all" | "input" = "all"): SQL {
  const each = of === "all" ? kinds : inputKinds;
  return sql.raw(`(${each.map(({ tokens }) => `${table}.${tokens}`).join(" + ")})`);
}
