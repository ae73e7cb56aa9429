import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { DayRange } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import type { Cents } from "@/lib/core/money/money";
import { toDifference } from "@/lib/core/money/money-math";
import { million, toUnitCost } from "@/lib/core/money/unit-cost";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { toDeclared } from "@/lib/money/reports/dimension";
import { getActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { getActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { actorCosts } from "@/lib/money/reports/query/actor-costs";
import { listReadDays } from "@/lib/money/reports/query/coverage";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { isInRollupPeriods, listRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { isInFilter, toKey } from "@/lib/money/reports/query/scope";
import type { UsageAxis } from "@/lib/money/reports/usage/dimensions";
import { allTokens, fromUsage, sumKinds, toUsageKeys } from "@/lib/money/reports/usage/rollup-level";
import { noKey, otherKey } from "@/lib/money/reports/vocabulary";
import { costKeys } from "./rollup-level";
import type { CostQuery } from "./search-params";

/** Null if it isn't known, which a cost of zero is. */
export type UnitCosts = { perMillionTokens: Cents | null; perRequest: Cents | null };
type Part = { key: string | null; value: Cents };
type Asked = CostQuery & { currency: string };
type Count = { units: string; cents: string };
/** By key; the sum of all has none. */
type Counts = ReadonlyMap<string | null, Count>;

/** What cost and its counts both have. */
export const ofTokens: readonly string[] = ["workspace", "model", "service_tier", "context_window"];
export const ofRequests: readonly string[] = ["workspace", "model"];

/** With more than one currency nothing is known, because tokens and requests have none. */
export async function getUnitCosts(actor: Actor, query: Asked, isMixed: boolean) {
  const counted = isMixed ? [] : await Promise.all([countTokens(actor, query), countRequests(actor, query)]);
  const [tokens, requests] = counted;
  return (part: Part, listed: readonly Part[]): UnitCosts => {
    const used = find(tokens, part.key, listed);
    const sent = find(requests, part.key, listed);
    return {
      perMillionTokens: used ? toUnitCost(part.value, used.units, million) : null,
      perRequest: sent ? toUnitCost(sent.cents, sent.units) : null,
    };
  };
}

/** The last part of a report is what the listed ones leave. */
function find(counts: Counts | null | undefined, key: string | null, listed: readonly Part[]) {
  const whole = counts?.get(null);
  if (!counts || !whole || key !== otherKey) return counts?.get(key);
  return listed.reduce<Count>((rest, part) => {
    const own = counts.get(part.key);
    return own
      ? { units: toDifference(own.units, rest.units), cents: toDifference(own.cents, rest.cents) }
      : rest;
  }, whole);
}

/** Priority Tier isn't in cost, so its tokens don't count. */
async function countTokens(actor: Actor, query: Asked): Promise<Counts | null> {
  if (!isOf(ofTokens, query) || !(await hasTokens(query))) return null;
  const { key, facts } = toUsage(actor, query, "usage", ofTokens);
  return count(sql`select key, ${allTokens} as units, 0 as cents, true as is_counted from (
    select ${key} as key, ${sumKinds([])} ${facts} and coalesce(r.service_tier, '') <> 'priority' group by 1) as sums`);
}

/** From analytics alone, which have the cost and the requests of the same traffic. */
async function countRequests(actor: Actor, query: Asked): Promise<Counts | null> {
  if (!isOf(ofRequests, query) || !(await hasRequests(query))) return null;
  const { key, facts } = toUsage(actor, query, "actor-usage", ofRequests);
  const range = { from: query.from, to: query.to };
  return count(sql`
    select key, requests as units, 0 as cents, counted_tokens = ${allTokens} as is_counted from (
      select ${key} as key, ${sumKinds([], "actor-usage")} ${facts} group by 1) as sums
    union all select ${toGroupKey(query, ofRequests)}, 0, sum(r.cents), true
      from (select grain, starts_on, coalesce(workspace_id, ${noKey}) as workspace_id, model, currency, cents from ${actorCosts} as costs) r
      cross join ${home} where ${isInRollupPeriods(listRollupPeriods(range, "month"))} and ${visibleTo(actor).reportRows}
        and ${isInFilter(query.filter, costKeys)} and ${isInCurrency(query.currency)} group by 1`);
}

/** Sums are unknown if a part of theirs is. */
async function count(rows: SQL): Promise<Counts> {
  const db = await database();
  const { rows: found } = await db.execute<{ json: [string | null, string, string][] | null }>(sql`
    with sides as (
      select key, grouping(key) as whole, sum(units) as units, sum(cents) as cents, bool_and(is_counted) as is_counted
      from (${rows}) as counted group by grouping sets ((key), ())
    )
    select json_agg(json_build_array(key, trim_scale(units)::text, trim_scale(cents)::text)) as json
    from sides where is_counted and (whole = 1 or key is not null)`);
  return new Map((found[0]?.json ?? []).map(([key, units, cents]) => [key, { units, cents }]));
}

/** Without a group that both have, only the whole is counted. */
function toGroupKey({ group }: Asked, names: readonly string[]): SQL {
  return names.includes(toDeclared(group)) ? toKey(costKeys, group) : sql`null::text`;
}

function toUsage(actor: Actor, query: Asked, report: "usage" | "actor-usage", names: readonly string[]) {
  const { from, to, group, filter } = query;
  const isShared = names.includes(toDeclared(group));
  // Sound: each is a name of both.
  const [axis, shared] = [group as UsageAxis, filter as Partial<Record<UsageAxis, readonly string[]>>];
  const needs: UsageAxis[] = [
    ...(isShared ? [axis] : []),
    ...(report === "usage" ? ["service_tier" as const] : []),
  ];
  const asked = {
    from,
    to,
    report,
    needs,
    filter: shared,
    granularity: "month",
    isHourly: false,
    isMasked: false,
  } as const;
  return {
    key: isShared ? toKey(toUsageKeys({ actor, isMasked: false }), axis) : sql`null::text`,
    facts: fromUsage(actor, asked),
  };
}

function isOf(names: readonly string[], { filter }: Asked): boolean {
  return Object.keys(filter).every((name) => names.includes(toDeclared(name)));
}

export function hasTokens(range: DayRange): Promise<boolean> {
  return hasDays(range, ["usage"]);
}

/** While names are masked, they would tell of fewer than five people. */
export async function hasRequests(range: DayRange): Promise<boolean> {
  if (await getSetting("mask_names")) return false;
  const [cost, usage] = await Promise.all([getActorCostCapability(), getActorUsageCapability()]);
  return Boolean(cost?.isGranted && usage?.isGranted) && hasDays(range, ["actor-cost", "actor-usage"]);
}

/** Whether all days with cost have been read from the other reports, too. */
async function hasDays(range: DayRange, reports: readonly ReportName[]): Promise<boolean> {
  const [ofCost, ...others] = await Promise.all(
    (["cost", ...reports] as const).map((report) => listReadDays(report, range)),
  );
  return others.every((read) => [...(ofCost ?? [])].every((day) => read.has(day)));
}
