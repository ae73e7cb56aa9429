import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { database } from "@/lib/db/client";
import { apiKeys, members } from "@/lib/db/directory-tables";
import { actorCostRows, costRollups, reportDays, usageKeyRollups } from "@/lib/db/report-tables";
import { getActorCostPower } from "@/lib/reports/actor-cost-power";
import { actorHistoryDays } from "@/lib/reports/key-costs";
import { home, isInScope } from "@/lib/reports/scope";
import { addDays, type DayRange, toDay } from "@/lib/reports/search-params";
import { type SpendActors, spendActors } from "./schema";
import type { ActorsQuery } from "./search-params";

const pageSize = 50;

type Found = {
  total: number;
  rows:
    | { id: string; name: string | null; email: string | null; cents: string; list_cents: string | null }[]
    | null;
  sum: string;
  list_sum: string | null;
};

/** What each key or person cost: as the source reports it, or, of keys, estimated. What is left of the total is told. */
export async function listSpendActors(by: Permit<"cost:read">, query: ActorsQuery): Promise<SpendActors> {
  const isReported = (await getActorCostPower())?.isGranted;
  const source = toSource(isReported, query.kind);
  const range = toKept(query);
  const [found, totals] = await Promise.all([
    isReported || source === "estimated"
      ? sumActors(by.actor, { ...query, ...range }, source === "reported")
      : nothing,
    getTotals(by.actor, range, source === "reported"),
  ]);
  return spendActors.parse({
    ...range,
    source,
    rows: found.rows ?? [],
    total: found.total,
    page: query.page,
    pageSize,
    cents: found.sum,
    listCents: found.list_sum,
    reportedCents: totals.cents,
    restCents: totals.rest(found.sum),
    missingDays: totals.missing,
  });
}

function toSource(isReported: boolean | undefined, kind: ActorsQuery["kind"]): SpendActors["source"] {
  if (isReported === undefined) return "pending";
  if (isReported) return "reported";
  return kind === "key" ? "estimated" : "none";
}

const nothing: Found = { total: 0, rows: [], sum: "0", list_sum: null };

/** Cost by person and key goes back less far than the rest. */
function toKept({ from, to }: DayRange): DayRange {
  const first = addDays(toDay(new Date()), 1 - actorHistoryDays);
  return { from: from < first ? first : from, to: to < first ? first : to };
}

async function sumActors(actor: Actor, query: ActorsQuery, isReported: boolean): Promise<Found> {
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    with found as (${isReported ? toReported(actor, query) : toEstimated(actor, query)}),
    page as (select * from found order by cents desc, id limit ${pageSize} offset ${(query.page - 1) * pageSize})
    select (select count(*)::int from found) as total,
      (select trim_scale(coalesce(sum(cents), 0))::text from found) as sum,
      (select trim_scale(sum(list_cents))::text from found) as list_sum,
      (select json_agg(json_build_object('id', id, 'name', ${toName(query)}, 'email', email,
        'cents', trim_scale(cents)::text, 'list_cents', trim_scale(list_cents)::text) order by cents desc, id) from page) as rows`);
  return rows[0] ?? nothing;
}

function toReported(actor: Actor, { kind, from, to }: ActorsQuery): SQL {
  const who = kind === "key" ? sql`r.api_key_id` : sql`coalesce(r.actor_email, r.actor_id)`;
  const isKind = kind === "key" ? sql`r.api_key_id is not null` : sql`r.actor_kind = 'user'`;
  return sql`select ${who} as id, max(r.actor_email) as email, sum(r.cents) as cents, sum(r.list_cents) as list_cents
    from ${actorCostRows} r cross join ${home}
    where r.day between ${from}::date and ${to}::date and ${isKind} and ${who} is not null and ${isInScope(actor)} group by 1`;
}

function toEstimated(actor: Actor, { from, to }: ActorsQuery): SQL {
  return sql`select k.api_key_id as id, null::text as email, sum(k.estimated_cents) as cents, null::numeric as list_cents
    from ${usageKeyRollups} k left join ${apiKeys} r on r.id = k.api_key_id cross join ${home}
    where k.day between ${from}::date and ${to}::date and ${isInScope(actor)} group by 1`;
}

/** Somebody who left and came back has two entries; the one who is here is meant. */
function toName({ kind }: ActorsQuery): SQL {
  if (kind === "key") return sql`(select k.name from ${apiKeys} k where k.id = page.id)`;
  return sql`(select nullif(m.name, '') from ${members} m where lower(m.email) = page.email
    order by m.gone_at desc nulls first limit 1)`;
}

/** The cost report's own total of the same days, and how many of them the source has not told yet. */
async function getTotals(actor: Actor, { from, to }: DayRange, isReported: boolean) {
  const db = await database();
  const axes = actor.workspaceIds === null ? sql`'model'` : sql`'workspace'`;
  const report = isReported ? "actor-cost" : "cost";
  const { rows } = await db.execute<{ cents: string; known: number; days: number }>(sql`
    select trim_scale(coalesce(sum(r.cents), 0))::text as cents, ${to}::date - ${from}::date + 1 as days,
      (select count(*)::int from ${reportDays} where report = ${report} and not is_refused
        and day between ${from}::date and ${to}::date) as known
    from ${costRollups} r cross join ${home} where r.axes = ${axes} and r.grain = 'day'
      and r.starts_on between ${from}::date and ${to}::date and ${isInScope(actor)}`);
  const { cents, known, days } = rows[0] ?? { cents: "0", known: 0, days: 0 };
  return { cents, missing: days - known, rest: (sum: string) => new Big(cents).minus(sum).toFixed() };
}
