import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { addDays, type DayRange, toDay } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { apiKeys, members } from "@/lib/db/directory-tables";
import { costRollups, reportDays } from "@/lib/db/report-tables";
import { isShownByItself } from "@/lib/directory/claude-code-keys";
import { home } from "@/lib/directory/default-workspace";
import { heavyRead } from "@/lib/entry/heavy-read";
import { findLoading } from "@/lib/history/store";
import type { Currency } from "@/lib/money";
import { getActorCostCapability } from "@/lib/reports/ingest/actor-cost-capability";
import { actorCosts } from "@/lib/reports/query/actor-costs";
import { estimatesIn, isInCurrency } from "@/lib/reports/query/currencies";
import { countIncompleteDays } from "@/lib/reports/query/incomplete";
import { isInRollupPeriods, toRollupPeriods, toStoredRange } from "@/lib/reports/query/rollup-periods";
import { actorHistoryDays } from "@/lib/reports/rollups/key-costs";
import { claudeCodeKeys, noKey } from "@/lib/reports/vocabulary";
import { getSetting } from "@/lib/settings/store";
import { visibleTo } from "@/lib/visibility";
import { chooseSpendCurrency } from "./currency";
import { type Amounts, printActors } from "./print-actors";
import { type SpendActors, spendActors } from "./schema";
import type { ActorsQuery } from "./search-params";

const pageSize = 50;

type Part = { key: string; cents: string };
type Row = {
  id: string;
  name: string | null;
  email: string | null;
  cents: string;
  list_cents: string | null;
};
type Found = {
  total: number;
  rows: (Row & { products: Part[] | null; models: Part[] | null })[] | null;
  /** Of all rows, in the order of the pages. */
  amounts: Amounts | null;
  sum: string;
  list_sum: string | null;
  is_discounted: boolean;
  products: number;
  models: number;
};

/** As reported, or estimated for keys. Also returns what remains of the total. */
export const listSpendActors = heavyRead(readSpendActors);

async function readSpendActors(by: Permit<"cost:read">, query: ActorsQuery): Promise<SpendActors> {
  const capability = await getActorCostCapability();
  const isReported = capability?.isGranted;
  const isHidden = query.kind === "person" && (await getSetting("mask_names"));
  const source = isHidden ? "masked" : toSource(isReported, query.kind);
  const range = toKept(query);
  const { currency, totals: ofCurrencies } = await chooseSpendCurrency(by.actor, query.currency, [range]);
  const reports = source === "reported" ? (["cost", "actor-cost"] as const) : (["cost", "usage"] as const);
  const [found, totals, loading] = await Promise.all([
    source === "reported" || source === "estimated"
      ? sumActors(by.actor, { ...query, ...range, currency }, source === "reported")
      : nothing,
    getTotals(by.actor, { ...range, currency }, source === "reported"),
    findLoading(reports.map((report) => ({ report, ...range }))),
  ]);
  const { printRows, printed } = printActors(found, totals.cents);
  return spendActors.parse({
    ...range,
    currency,
    totals: ofCurrencies,
    source,
    rows: printRows(found.rows ?? [], (query.page - 1) * pageSize),
    total: found.total,
    page: query.page,
    pageSize,
    cents: found.sum,
    listCents: found.list_sum,
    isDiscounted: found.is_discounted,
    hasProducts: found.products > 1,
    hasModels: found.models > 1,
    reportedCents: totals.cents,
    restCents: totals.rest(found.sum),
    printed,
    missingDays: totals.missing,
    incompleteDays: await countIncompleteDays(reports, [range]),
    loading,
    completeUntil: (source === "reported" && capability?.completeUntil?.toISOString()) || null,
  });
}

function toSource(isReported: boolean | undefined, kind: ActorsQuery["kind"]): SpendActors["source"] {
  if (isReported === undefined) return "pending";
  if (isReported) return "reported";
  return kind === "key" ? "estimated" : "none";
}

type InCurrency = ActorsQuery & { currency: Currency };
const nothing: Found = {
  total: 0,
  rows: [],
  amounts: [],
  sum: "0",
  list_sum: null,
  is_discounted: false,
  products: 0,
  models: 0,
};

/** Cost by person and key goes back less far than the rest. */
function toKept({ from, to }: DayRange): DayRange {
  const first = addDays(toDay(new Date()), 1 - actorHistoryDays);
  return { from: from < first ? first : from, to: to < first ? first : to };
}

async function sumActors(actor: Actor, query: InCurrency, isReported: boolean): Promise<Found> {
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    with facts as materialized (${isReported ? toReported(actor, query) : toEstimated(actor, query)}),
    found as (select id, max(email) as email, sum(cents) as cents, sum(list_cents) as list_cents from facts group by id),
    page as (select * from found order by cents desc, id limit ${pageSize} offset ${(query.page - 1) * pageSize}),
    shown as materialized (select * from facts where id in (select id from page))
    select (select count(*)::int from found) as total,
      (select json_agg(json_build_array(trim_scale(cents)::text, trim_scale(list_cents)::text) order by cents desc, id)
        from found) as amounts,
      (select trim_scale(coalesce(sum(cents), 0))::text from found) as sum,
      (select trim_scale(sum(list_cents))::text from found) as list_sum,
      (select coalesce(bool_or(cents <> list_cents), false) from facts) as is_discounted,
      (select count(distinct product)::int from facts) as products,
      (select count(distinct model)::int from facts) as models,
      (select json_agg(json_build_object('id', id, 'name', ${toName(query)}, 'email', email,
        'cents', trim_scale(cents)::text, 'list_cents', trim_scale(list_cents)::text,
        'products', ${toParts(sql`product`)}, 'models', ${toParts(sql`model`)}) order by cents desc, id) from page) as rows`);
  return rows[0] ?? nothing;
}

function toParts(column: SQL): SQL {
  return sql`(select json_agg(json_build_object('key', key, 'cents', trim_scale(cents)::text) order by cents desc, key)
    from (select ${column} as key, sum(cents) as cents from shown
      where shown.id = page.id and ${column} is not null group by 1) part)`;
}

function toReported(actor: Actor, { kind, from, to, currency }: InCurrency): SQL {
  const who = kind === "key" ? toKey(sql`r.api_key_id`) : sql`coalesce(r.actor_email, r.actor_id)`;
  const isKind = kind === "key" ? sql`r.api_key_id is not null` : sql`r.actor_kind = 'user'`;
  // Several people may use one key, and masked names stay hidden.
  const email = kind === "key" ? sql`null::text` : sql`max(r.actor_email)`;
  const { isAll, reportRows, isTeamDay } = visibleTo(actor);
  // Whose cost belongs to a team is decided for each day.
  const isByDay = kind === "person" && !isAll;
  const grain = isByDay ? "day" : "month";
  const range = toStoredRange({ from, to }, grain);
  return sql`select ${who} as id, ${email} as email, coalesce(r.product, ${noKey}) as product,
      coalesce(r.model, ${noKey}) as model, sum(r.cents) as cents, sum(r.list_cents) as list_cents
    from ${actorCosts} r cross join ${home}
    where ${isInRollupPeriods(toRollupPeriods(range, grain))} and ${isKind} and ${who} is not null
      and ${isInCurrency(currency)} and ${reportRows}
      and ${isByDay ? isTeamDay(sql`r.actor_id`, sql`r.starts_on`) : sql`true`} group by 1, 3, 4`;
}

function toEstimated(actor: Actor, { from, to, currency }: InCurrency): SQL {
  return sql`select ${toKey(sql`k.api_key_id`)} as id, null::text as email, null::text as product, null::text as model,
      sum(k.cents) as cents, null::numeric as list_cents
    from ${estimatesIn(currency)} k left join ${apiKeys} r on r.id = k.api_key_id cross join ${home}
    where k.day between ${from}::date and ${to}::date and ${visibleTo(actor).reportRows} group by 1`;
}

export function toKey(id: SQL): SQL {
  return sql`case when ${isShownByItself(id)} then ${id} else ${claudeCodeKeys} end`;
}

/** Someone who left and returned has two entries; this uses the current one. */
function toName({ kind }: ActorsQuery): SQL {
  if (kind === "key") return sql`(select k.name from ${apiKeys} k where k.id = page.id)`;
  return sql`(select nullif(m.name, '') from ${members} m where lower(m.email) = page.email
    order by m.gone_at desc nulls first limit 1)`;
}

/** The cost report's total for the same days, and how many days the source lacks. */
async function getTotals(
  actor: Actor,
  { from, to, currency }: DayRange & { currency: Currency },
  isReported: boolean,
) {
  const db = await database();
  const axes = visibleTo(actor).isAll ? sql`'model'` : sql`'workspace'`;
  const report = isReported ? "actor-cost" : "cost";
  const { rows } = await db.execute<{ cents: string; known: number; days: number }>(sql`
    select trim_scale(coalesce(sum(r.cents), 0))::text as cents, ${to}::date - ${from}::date + 1 as days,
      (select count(*)::int from ${reportDays} where report = ${report} and not is_refused
        and day between ${from}::date and ${to}::date) as known
    from ${costRollups} r cross join ${home} where r.axes = ${axes} and r.grain = 'day'
      and r.starts_on between ${from}::date and ${to}::date and ${isInCurrency(currency)} and ${visibleTo(actor).reportRows}`);
  const { cents, known, days } = rows[0] ?? { cents: "0", known: 0, days: 0 };
  return { cents, missing: days - known, rest: (sum: string) => new Big(cents).minus(sum).toFixed() };
}
