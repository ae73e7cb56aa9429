import "server-only";
import Big from "big.js";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { usageRows } from "@/lib/core/db/report-tables";
import { countDays, type DayRange } from "@/lib/core/format/calendar";
import type { Cents } from "@/lib/core/money/money";
import { noKey } from "@/lib/money/reports/vocabulary";
import { type Facts, type Given, joinedToParts, toFacts, toKeyFacts, toLabel } from "./change-facts";
import type { Driver } from "./change-schema";

const maxDrivers = 2;
/** The least share of the difference that a driver, and all of them together, must explain. */
const minShare = 0.1;
const minShareTogether = 0.5;
const minBatchShare = 0.8;

type Asked = Given & {
  /** The days to explain; `before` is what they are compared with, in proportion to the number of days. */
  span: DayRange;
  differenceCents: Cents;
  /** Null if cost by key isn't known. */
  keySource: "reported" | "estimated" | null;
};

/** Keys if a few of them explain enough, else workspaces, else none. */
export async function findDrivers(asked: Asked): Promise<{ drivers: Driver[]; isBatch: boolean }> {
  const { keySource } = asked;
  const keys = keySource ? await listLargest(asked, "key", toKeyFacts(asked, keySource === "reported")) : [];
  const chosen = toEnough(keys, asked.differenceCents);
  if (chosen.length > 0) return { drivers: chosen, isBatch: await areInBatches(chosen, asked.span) };
  const places = await listLargest(asked, "workspace", toFacts(asked, "workspace"));
  return { drivers: toEnough(places, asked.differenceCents), isBatch: false };
}

/** The keys or workspaces that changed most in the direction of the difference. */
async function listLargest(asked: Asked, kind: Driver["kind"], facts: Facts): Promise<Driver[]> {
  const { span, before, differenceCents } = asked;
  const share = sql`${countDays(span)}::numeric / ${countDays(before)}::numeric`;
  const sign = differenceCents.startsWith("-") ? -1 : 1;
  const db = await database();
  const { rows } = await db.execute<{ json: Driver[] | null }>(sql`
    with facts as (
      select key, cents as later, 0 as earlier from (${facts(span)}) later
      union all select key, 0, cents from (${facts(before)}) earlier
    ), sides as (
      select key, round(sum(later) - sum(earlier) * ${share}, 6) as difference from facts
      where key <> ${noKey} group by key order by ${sign}::integer * (sum(later) - sum(earlier) * ${share}) desc, key
      limit ${maxDrivers}
    )
    select json_agg(json_build_object('kind', ${kind}::text, 'key', sides.key, 'label', ${toLabel(kind)},
      'differenceCents', trim_scale(difference)::text) order by ${sign}::integer * difference desc) as json
    from sides ${joinedToParts}`);
  return rows[0]?.json ?? [];
}

function toEnough(found: readonly Driver[], differenceCents: Cents): Driver[] {
  const whole = new Big(differenceCents);
  const toShare = (cents: Big) => cents.div(whole);
  const large = found.filter((each) => toShare(new Big(each.differenceCents)).gte(minShare));
  const together = large.reduce((sum, each) => sum.plus(each.differenceCents), new Big(0));
  return toShare(together).gte(minShareTogether) ? large : [];
}

async function areInBatches(keys: readonly Driver[], { from, to }: DayRange): Promise<boolean> {
  const ids = keys.map(({ key }) => key);
  const tokens = sql`uncached_input_tokens + cache_read_input_tokens + cache_creation_5m_input_tokens
    + cache_creation_1h_input_tokens + output_tokens`;
  const db = await database();
  const { rows } = await db.execute<{ is_batch: boolean | null }>(sql`
    select sum(${tokens}) filter (where service_tier = 'batch') >= ${minBatchShare} * sum(${tokens}) as is_batch
    from ${usageRows} where api_key_id in ${ids} and day between ${from}::date and ${to}::date`);
  return rows[0]?.is_batch ?? false;
}
