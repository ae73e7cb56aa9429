import "server-only";
import { and, eq, gte, type SQL, sql } from "drizzle-orm";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { dollarsOf, othersOf } from "@/lib/core/db/other-cents";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { apiKeyUsage, costRows, reportDays, usageKeyRollups, usageRows } from "@/lib/core/db/report-tables";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { usd } from "@/lib/core/money/money";
import { isInWindow, toNewestDay } from "@/lib/core/organization/window-sql";
import { yieldThread } from "@/lib/core/process/yield-thread";
import { markWindowStale } from "./rollups";

export const actorHistoryDays = 92;
const facts = { reported: actorCostRows, estimated: usageKeyRollups };

/**
 * Estimates each key's share of a day: by workspace, model, token type, tier, and context window, reported cost divided
 * by tokens is the price of one; web searches count individually; each currency separately. The rest belongs to no key.
 */
async function estimate(tx: Transaction, day: string): Promise<void> {
  await tx.execute(sql`
    with priced as (select ${priceAxes}, currency, sum(cents) as cents from (${toPriced(day)}) r group by ${priceAxes}, currency),
    used as (select api_key_id, ${priceAxes}, sum(amount) as amount from (${toUsed(day)}) r group by api_key_id, ${priceAxes}),
    shared as (
      select api_key_id, currency, cents * amount / sum(amount) over (partition by ${priceAxes}, currency) as cents
      from used join priced using (${priceAxes})
    ), summed as (select api_key_id, currency, round(sum(cents), 6) as cents from shared group by 1, 2), fresh as (
      select k.api_key_id, ${dollarsOf("summed")} as cents, ${othersOf("summed")} as others
      from ${usageKeyRollups} k left join summed using (api_key_id) where k.day = ${day}::date group by 1
    )
    update ${usageKeyRollups} known set estimated_cents = fresh.cents, other_cents = fresh.others from fresh
    where known.day = ${day}::date and known.api_key_id = fresh.api_key_id
      and (known.estimated_cents, known.other_cents) is distinct from (fresh.cents, fresh.others)`);
}

/** Only if no source reports cost by key. Each report has its own mark, because each is summed under its own lock. */
export async function estimateKeysOfDay(
  tx: Transaction,
  report: "cost" | "usage",
  day: string,
): Promise<void> {
  const isRefused = (await tx.$count(keyCapabilities, sql`power = 'analytics_cost' and not is_granted`)) > 0;
  if (!isRefused || day < toOldestDay()) return;
  await estimate(tx, day);
  await markWindowStale(tx, `key-costs-by-${report}`, day, toNewestDay(facts.estimated));
}

export async function markReportedKeyCosts(tx: Transaction, day: string): Promise<void> {
  await markWindowStale(tx, "reported-key-costs", day, toNewestDay(facts.reported));
}

/** Day by day, because nothing else is available from now on. */
export async function estimateKeptDays(): Promise<void> {
  const db = await database();
  const isKept = and(eq(reportDays.report, "usage"), gte(reportDays.day, toOldestDay()));
  for (const { day } of await db.select({ day: reportDays.day }).from(reportDays).where(isKept)) {
    await db.transaction((tx) => estimate(tx, day));
    await yieldThread();
  }
}

function toOldestDay(): string {
  return addDays(toDay(new Date()), 1 - actorHistoryDays);
}

const priceAxes = sql.raw("workspace, model, kind, tier, context");

function toPriced(day: string): SQL {
  const ofTokens = (column: string) =>
    sql.raw(`case when token_type is null then '' else coalesce(${column}, '') end`);
  return sql`select coalesce(workspace_id, '') as workspace, ${ofTokens("model")} as model,
      coalesce(token_type, cost_type) as kind, ${ofTokens("service_tier")} as tier,
      ${ofTokens("context_window")} as context, currency, cents
    from ${costRows} where day = ${day}::date and (token_type is not null or cost_type = 'web_search')`;
}

function toUsed(day: string): SQL {
  return sql`select u.api_key_id, coalesce(u.workspace_id, '') as workspace, kind,
      case kind when 'web_search' then '' else coalesce(u.model, '') end as model,
      case kind when 'web_search' then '' else coalesce(u.service_tier, '') end as tier,
      case kind when 'web_search' then '' else coalesce(u.context_window, '') end as context, amount
    from ${usageRows} u cross join lateral (values
      ('uncached_input_tokens', u.uncached_input_tokens), ('cache_read_input_tokens', u.cache_read_input_tokens),
      ('cache_creation.ephemeral_5m_input_tokens', u.cache_creation_5m_input_tokens),
      ('cache_creation.ephemeral_1h_input_tokens', u.cache_creation_1h_input_tokens),
      ('output_tokens', u.output_tokens), ('web_search', u.web_search_requests)) as each (kind, amount)
    where u.day = ${day}::date and amount > 0`;
}

/** Skips a source that isn't in use. */
export async function sumKeyCosts(tx: Transaction, source: keyof typeof facts): Promise<void> {
  const isReported = (await tx.$count(keyCapabilities, sql`power = 'analytics_cost' and is_granted`)) > 0;
  if (isReported !== (source === "reported")) return;
  const isRecent = isInWindow(sql`day`, toNewestDay(facts[source]));
  const costs = isReported
    ? sql`select api_key_id, currency, cents from ${actorCostRows} where ${isRecent}`
    : sql`select api_key_id, ${usd} as currency, estimated_cents as cents from ${usageKeyRollups} where ${isRecent}
        union all select api_key_id, other.key, other.value::numeric
        from ${usageKeyRollups} cross join jsonb_each_text(other_cents) as other where other_cents is not null and ${isRecent}`;
  await tx.execute(sql`
    with summed as (select api_key_id, currency, sum(cents) as cents from (${costs}) as costs group by 1, 2), fresh as (
      select k.api_key_id, ${dollarsOf("summed")} as cents, ${othersOf("summed")} as others
      from ${apiKeyUsage} k left join summed using (api_key_id) group by k.api_key_id
    )
    update ${apiKeyUsage} known set cents_30d = fresh.cents, other_cents_30d = fresh.others, is_estimate = ${!isReported}
    from fresh where fresh.api_key_id = known.api_key_id
      and (known.cents_30d, known.other_cents_30d, known.is_estimate) is distinct from (fresh.cents, fresh.others, ${!isReported})`);
}
