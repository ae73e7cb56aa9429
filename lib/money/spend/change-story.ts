import "server-only";
import Big from "big.js";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { keyRotations } from "@/lib/core/db/own-tables";
import { usageRows } from "@/lib/core/db/report-tables";
import { countDays, type DayRange } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import type { Cents } from "@/lib/core/money/money";
import { splitByDays, toDifference } from "@/lib/core/money/money-math";
import { getActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { noKey } from "@/lib/money/reports/vocabulary";
import { type Facts, type Given, joinedToParts, toFacts, toKeyFacts, toLabel } from "./change-facts";
import type { ChangeStory, Driver } from "./change-schema";
import { findSpan } from "./change-span";
import { sumByDay } from "./days";
import { getEffects } from "./effects";

/** Periods that differ by more days aren't compared day by day. */
const maxDaysApart = 3;

/** Where a difference comes from: days, keys or workspaces, and volume, mix, and price. */
export async function tellChange(
  given: Given,
  { beforeCents, afterCents, hasOneCurrency }: Total,
): Promise<ChangeStory | null> {
  if (toDifference(beforeCents, afterCents) === "0") return null;
  const days = { before: countDays(given.before), after: countDays(given.after) };
  const { rest } = splitByDays(beforeCents, afterCents, days);
  const [span, keySource, effects] = await Promise.all([
    findSpanOf(given),
    findKeySource(given),
    hasOneCurrency ? findEffects(given) : null,
  ]);
  const asked = span
    ? { span: { from: span.from, to: span.to }, differenceCents: span.differenceCents }
    : { span: given.after, differenceCents: rest };
  return { span, effects, ...(await findDrivers({ ...given, ...asked, keySource })) };
}

/** With more than one currency, tokens would be divided among them. */
type Total = { beforeCents: string; afterCents: string; hasOneCurrency: boolean };

async function findSpanOf({ actor, currency, after, before }: Given): Promise<ChangeStory["span"]> {
  if (Math.abs(countDays(after) - countDays(before)) > maxDaysApart) return null;
  const [later, earlier] = await Promise.all([
    sumByDay(actor, currency, after),
    sumByDay(actor, currency, before),
  ]);
  return findSpan(new Map([...earlier, ...later]), { after, before });
}

async function findKeySource({ after, before }: Given): Promise<"reported" | "estimated" | null> {
  const isReported = (await getActorCostCapability())?.isGranted ?? false;
  const loading = await findLoading(toNeeded(isReported ? "actor-cost" : "usage", [after, before]));
  return loading ? null : isReported ? "reported" : "estimated";
}

async function findEffects(given: Given): Promise<ChangeStory["effects"]> {
  const loading = await findLoading(toNeeded("usage", [given.after, given.before]));
  return loading ? null : getEffects(given);
}

function toNeeded(report: "actor-cost" | "usage", ranges: readonly DayRange[]) {
  return ranges.map((range) => ({ report, ...range }));
}

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

/** Keys if a few of them explain enough, else workspaces, else none, such as where movements cancel each other out. */
async function findDrivers(asked: Asked): Promise<{ drivers: Driver[]; isBatch: boolean }> {
  const { keySource } = asked;
  const keys = keySource && (await findLargest(asked, "key", toKeyFacts(asked, keySource === "reported")));
  const chosen = toEnough(keys, asked.differenceCents);
  if (chosen.length > 0) return { drivers: chosen, isBatch: await areInBatches(chosen, asked.span) };
  const places = await findLargest(asked, "workspace", toFacts(asked, "workspace"));
  return { drivers: toEnough(places, asked.differenceCents), isBatch: false };
}

/** `against`: the sum of what changed in the other direction. */
type Movers = { largest: Driver[]; against: Cents };

/** The keys or workspaces that changed most in the direction of the difference. A key and its replacement are one. */
async function findLargest(asked: Asked, kind: Driver["kind"], facts: Facts): Promise<Movers> {
  const { span, before, differenceCents } = asked;
  const share = sql`${countDays(span)}::numeric / ${countDays(before)}::numeric`;
  const sign = differenceCents.startsWith("-") ? -1 : 1;
  const db = await database();
  const { rows } = await db.execute<{ json: Driver[] | null; against: Cents | null }>(sql`
    with facts as (
      select key, cents as later, 0 as earlier from (${facts(span)}) later
      union all select key, 0, cents from (${facts(before)}) earlier
    ), movers as (
      select coalesce(r.replacement_id, key) as key, round(sum(later) - sum(earlier) * ${share}, 6) as difference
      from facts left join ${keyRotations} r on r.key_id = facts.key where key <> ${noKey} group by 1
    ), sides as (select * from movers order by ${sign}::integer * difference desc, key limit ${maxDrivers})
    select json_agg(json_build_object('kind', ${kind}::text, 'key', sides.key, 'label', ${toLabel(kind)},
      'differenceCents', trim_scale(difference)::text) order by ${sign}::integer * difference desc) as json,
      (select sum(abs(difference))::text from movers where ${sign}::integer * difference < 0) as against
    from sides ${joinedToParts}`);
  return { largest: rows[0]?.json ?? [], against: rows[0]?.against ?? "0" };
}

/** None where as much moved in the other direction as is to be explained. */
function toEnough(found: Movers | null, differenceCents: Cents): Driver[] {
  const whole = new Big(differenceCents);
  if (!found || whole.eq(0) || whole.abs().lte(found.against)) return [];
  const toShare = (cents: Big) => cents.div(whole);
  const large = found.largest.filter((each) => toShare(new Big(each.differenceCents)).gte(minShare));
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
