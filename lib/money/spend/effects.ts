import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { costRollups, costRows, usageRollups } from "@/lib/core/db/report-tables";
import { countDays, type DayRange } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { quotientDigits, splitByDays } from "@/lib/core/money/money-math";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { isInRollupPeriods, toRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import type { Grain } from "@/lib/money/reports/search-params";
import type { Effects } from "./change-schema";

/** Tokens of one model, type, tier, and context window. Amounts are exact decimals. */
export type Segment = {
  isTokens: boolean;
  beforeCents: string;
  afterCents: string;
  beforeTokens: string;
  afterTokens: string;
};

type Given = { actor: Actor; currency: Currency; after: DayRange; before: DayRange };

export async function getEffects(given: Given): Promise<Effects | null> {
  const { before, after } = given;
  return splitEffects(await listSegments(given), { before: countDays(before), after: countDays(after) });
}

/**
 * Splits a difference exactly, against as many days at the earlier mean; what rounding leaves belongs to the mix. Volume:
 * as many tokens more or fewer at the average price before. Price: the tokens after,
 * at the change of each segment's own price. Mix: the rest, so dearer or cheaper segments. Other: cost that isn't of
 * tokens. Null without tokens before. A segment that is new has no earlier price, so its price hasn't changed.
 */
export function splitEffects(segments: readonly Segment[], days = { before: 1, after: 1 }): Effects | null {
  const isPaid = ({ beforeCents, afterCents }: Segment) => isSome(beforeCents) || isSome(afterCents);
  const isUsed = ({ beforeTokens, afterTokens }: Segment) => isSome(beforeTokens) || isSome(afterTokens);
  const paid = segments.filter((each) => each.isTokens && isPaid(each) && isUsed(each));
  const toRest = (some: readonly Segment[]) => {
    const [from, to] = [sum(some.map((one) => one.beforeCents)), sum(some.map((one) => one.afterCents))];
    return new Big(splitByDays(from.toFixed(), to.toFixed(), days).rest);
  };
  const total = toRest(segments);
  const others = toRest(segments.filter((each) => !paid.includes(each)));
  const tokensBefore = sum(paid.map(({ beforeTokens }) => beforeTokens));
  const tokensAfter = sum(paid.map(({ afterTokens }) => afterTokens));
  const centsBefore = sum(paid.map(({ beforeCents }) => beforeCents));
  if (tokensBefore.eq(0) || centsBefore.eq(0)) return null;
  const tokensExpected = tokensBefore.times(days.after).div(days.before);
  const volume = centsBefore.times(tokensAfter.minus(tokensExpected)).div(tokensBefore).round(quotientDigits);
  const price = sum(paid.map((each) => toPriceEffect(each).toFixed()));
  return {
    volumeCents: volume.toFixed(),
    mixCents: total.minus(others).minus(volume).minus(price).toFixed(),
    priceCents: price.toFixed(),
    otherCents: others.toFixed(),
    tokensBefore: tokensBefore.toFixed(),
    tokensAfter: tokensAfter.toFixed(),
  };
}

function toPriceEffect({ beforeCents, afterCents, beforeTokens, afterTokens }: Segment): Big {
  if (!isSome(beforeTokens) || !isSome(afterTokens)) return new Big(0);
  const atOldPrice = new Big(beforeCents).times(afterTokens).div(beforeTokens);
  return new Big(afterCents).minus(atOldPrice).round(quotientDigits);
}

function sum(decimals: readonly string[]): Big {
  return decimals.reduce((total, one) => total.plus(one), new Big(0));
}

function isSome(decimal: string): boolean {
  return !new Big(decimal).eq(0);
}

/** `cost_rows` call a kind of token as the API does. */
const kinds = sql`(values
  ('uncached_input_tokens', r.uncached_input_tokens), ('cache_read_input_tokens', r.cache_read_input_tokens),
  ('cache_creation.ephemeral_5m_input_tokens', r.cache_creation_5m_input_tokens),
  ('cache_creation.ephemeral_1h_input_tokens', r.cache_creation_1h_input_tokens), ('output_tokens', r.output_tokens))`;

const axes = sql`coalesce(r.model, '') as model, coalesce(r.service_tier, '') as tier, coalesce(r.context_window, '') as context`;

async function listSegments({ actor, currency, after, before }: Given): Promise<Segment[]> {
  const ofSide = ({ facts, widest }: Facts, range: DayRange) =>
    sql`from ${facts} cross join ${home} where ${isInRollupPeriods(toRollupPeriods(range, widest))} and ${visibleTo(actor).reportRows}`;
  const costs = (side: string, range: DayRange) => sql`
    select ${side}::text as side, ${axes}, coalesce(r.token_type, '') as kind, r.cents as cents, 0::numeric as tokens
    ${ofSide(toCostFacts(actor), range)} and ${isInCurrency(currency)}`;
  const tokens = (side: string, range: DayRange) => sql`
    select ${side}::text, model, tier, context, each.kind, 0::numeric, each.amount
    from (select ${axes}, ${sumKinds} ${ofSide(toUsageFacts(actor), range)} group by 1, 2, 3) r
    cross join lateral ${kinds} as each (kind, amount) where each.amount > 0`;
  const of = (column: string, side: string) =>
    sql.raw(`trim_scale(coalesce(sum(${column}) filter (where side = '${side}'), 0))::text`);
  const db = await database();
  const { rows } = await db.execute<{ json: Segment[] | null }>(sql`
    with facts as (${costs("before", before)} union all ${costs("after", after)}
      union all ${tokens("before", before)} union all ${tokens("after", after)}),
    segments as (
      select kind <> '' as is_tokens, ${of("cents", "before")} as before_cents, ${of("cents", "after")} as after_cents,
        ${of("tokens", "before")} as before_tokens, ${of("tokens", "after")} as after_tokens
      from facts group by kind, case when kind = '' then '' else model end,
        case when kind = '' then '' else tier end, case when kind = '' then '' else context end
    )
    select json_agg(json_build_object('isTokens', is_tokens, 'beforeCents', before_cents, 'afterCents', after_cents,
      'beforeTokens', before_tokens, 'afterTokens', after_tokens)) as json from segments`);
  return rows[0]?.json ?? [];
}

const sumKinds = sql.raw(
  [
    "uncached_input_tokens",
    "cache_read_input_tokens",
    "cache_creation_5m_input_tokens",
    "cache_creation_1h_input_tokens",
    "output_tokens",
  ]
    .map((column) => `sum(r.${column}) as ${column}`)
    .join(", "),
);

type Facts = { facts: SQL; widest: Grain };

/** No sum has both items and workspaces. */
export function toCostFacts(actor: Actor): Facts {
  if (visibleTo(actor).isAll)
    return { facts: sql`(select * from ${costRollups} where axes = 'item') r`, widest: "month" };
  return { facts: sql`(select 'day' as grain, day as starts_on, * from ${costRows}) r`, widest: "day" };
}

function toUsageFacts(actor: Actor): Facts {
  const level = visibleTo(actor).isAll ? "item" : "workspace_item";
  return { facts: sql`(select * from ${usageRollups} where axes = ${level}) r`, widest: "month" };
}
