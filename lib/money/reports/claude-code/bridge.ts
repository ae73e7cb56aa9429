import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { claudeCodeRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { costRollups, reportDays } from "@/lib/core/db/report-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { type DayRange, listDays } from "@/lib/core/format/calendar";
import { usd } from "@/lib/core/money/money";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import {
  isInRange,
  isInRollupPeriods,
  toRollupPeriods,
  toStoredRange,
} from "@/lib/money/reports/query/rollup-periods";
import { type Bridge, bridge } from "./schema";

/**
 * From the estimate of Claude Code to what is billed to its workspace. Null for those who don't see both as a whole,
 * while names are masked, and without such a workspace.
 */
export const getBridge = heavyRead("standing", readBridge);

async function readBridge({ actor }: Permit<"claude-code:read">, range: DayRange): Promise<Bridge | null> {
  if (!visibleTo(actor).isAll || !can(actor, "cost:read") || (await getSetting("mask_names"))) return null;
  const places = await listPlaces();
  if (places.length === 0) return null;
  const shared = await listSharedDays(range);
  const isWhole = shared.length === listDays(range).length;
  const estimated = isInRange(range, "month", "claude-code-places");
  const costed = isInRollupPeriods(toRollupPeriods(toStoredRange(range, "month"), "month"));
  const known = isWhole ? null : toIsIn(shared);
  const [all, estimates, billed, billedKnown] = await Promise.all([
    sumEstimates(places, estimated),
    sumEstimates(places, known ?? estimated),
    sumBilled(places, costed),
    sumBilled(places, known ?? costed),
  ]);
  return bridge.parse({
    ...range,
    workspaces: places.map(({ id }) => id),
    ...toSteps({ all, estimates, billed, billedKnown }),
  });
}

type Estimates = Record<"total" | "subscription" | "other_workspaces" | "unknown_keys", string>;
type Sums = { all: Estimates; estimates: Estimates; billed: string; billedKnown: string };

/** The steps add up from the estimate to what is billed; what no other explains is the price. */
export function toSteps({
  all,
  estimates,
  billed,
  billedKnown,
}: Sums): Omit<Bridge, "from" | "to" | "workspaces"> {
  const steps = [
    { reason: "subscription", cents: negate(estimates.subscription) },
    { reason: "other_workspaces", cents: negate(estimates.other_workspaces) },
    { reason: "unknown_keys", cents: negate(estimates.unknown_keys) },
    { reason: "without_cost", cents: new Big(estimates.total).minus(all.total).toFixed() },
    { reason: "without_estimate", cents: new Big(billed).minus(billedKnown).toFixed() },
  ] as const;
  const explained = steps.reduce((sum, { cents }) => sum.plus(cents), new Big(all.total));
  const rest = { reason: "prices" as const, cents: new Big(billed).minus(explained).toFixed() };
  return {
    estimatedCents: all.total,
    billedCents: billed,
    steps: [...steps, rest].filter(({ cents }) => !new Big(cents).eq(0)),
  };
}

function negate(cents: string): string {
  return new Big(0).minus(cents).toFixed();
}

/** A workspace that was archived is created again under the same name. */
async function listPlaces(): Promise<{ id: string }[]> {
  const db = await database();
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from ${workspaces} where name = 'Claude Code' and not is_default order by id`,
  );
  return rows;
}

/** Days that both reports have. */
async function listSharedDays({ from, to }: DayRange): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ day: string }>(sql`
    select day::text from ${reportDays} where report in ('cost', 'claude-code') and not is_refused
      and day between ${from}::date and ${to}::date group by day having count(*) = 2`);
  return rows.map(({ day }) => day);
}

function toIsIn(days: readonly string[]): SQL {
  return days.length === 0 ? sql`false` : sql`r.grain = 'day' and r.starts_on::text in ${[...days]}`;
}

async function sumEstimates(places: readonly { id: string }[], isIn: SQL): Promise<Estimates> {
  const isInside = sql`coalesce(k.workspace_id in ${places.map(({ id }) => id)}, false)`;
  const of = (part: SQL, name: keyof Estimates) =>
    sql`trim_scale(coalesce(sum(cents) filter (where ${part}), 0))::text as ${sql.identifier(name)}`;
  const isPart = (part: keyof Estimates) => sql`part = ${part}`;
  const db = await database();
  const { rows } = await db.execute<Estimates>(sql`
    with named as (
      select k.name, bool_and(${isInside}) as is_inside, bool_or(${isInside}) as is_partly from ${apiKeys} k group by k.name
    ), parts as (
      select case when r.customer_type = 'subscription' then 'subscription'
          when r.actor_type <> 'api_actor' or named.is_inside then 'inside'
          when not named.is_partly then 'other_workspaces' else 'unknown_keys' end as part, r.estimated_cents as cents
      from ${claudeCodeRollups} r left join named on named.name = r.actor and r.actor_type = 'api_actor' where ${isIn}
    )
    select ${of(sql`true`, "total")}, ${of(isPart("subscription"), "subscription")},
      ${of(isPart("other_workspaces"), "other_workspaces")}, ${of(isPart("unknown_keys"), "unknown_keys")} from parts`);
  return rows[0] ?? { total: "0", subscription: "0", other_workspaces: "0", unknown_keys: "0" };
}

async function sumBilled(places: readonly { id: string }[], isIn: SQL): Promise<string> {
  const db = await database();
  const { rows } = await db.execute<{ cents: string }>(sql`
    select trim_scale(coalesce(sum(r.cents), 0))::text as cents from ${costRollups} r
    where r.axes = 'workspace' and r.workspace_id in ${places.map(({ id }) => id)} and r.currency = ${usd} and ${isIn}`);
  return rows[0]?.cents ?? "0";
}
