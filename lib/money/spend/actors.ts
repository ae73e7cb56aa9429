import "server-only";
import Big from "big.js";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { costRollups, reportDays } from "@/lib/core/db/report-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { addDays, type DayRange, toDay } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import type { Currency } from "@/lib/core/money/money";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { getActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { actorHistoryDays } from "@/lib/money/reports/rollups/key-costs";
import { type Found, nothing, sumActors } from "./actor-sums";
import { chooseSpendCurrency } from "./currency";
import { listGaps } from "./gaps";
import { printActors } from "./print-actors";
import { type SpendActors, spendActors } from "./schema";
import type { ActorsQuery } from "./search-params";

const shownRows = 50;

/** As reported, or estimated for keys. Also returns what remains of the total. */
export const listSpendActors = heavyRead("standing", (by: Permit<"cost:read">, query: ActorsQuery) =>
  readSpendActors(by, query, shownRows),
);
export const listAllSpendActors = heavyRead("standing", (by: Permit<"cost:read">, query: ActorsQuery) =>
  readSpendActors(by, { ...query, page: 1 }, Number.MAX_SAFE_INTEGER),
);

async function readSpendActors(
  by: Permit<"cost:read">,
  query: ActorsQuery,
  pageSize: number,
): Promise<SpendActors> {
  const capability = await getActorCostCapability();
  const isReported = capability?.isGranted;
  const isHidden = query.kind === "person" && (await getSetting("mask_names"));
  const source = isHidden ? "masked" : toSource(isReported, query.kind);
  const range = toKept(query);
  const { currency, totals: ofCurrencies } = await chooseSpendCurrency(by.actor, query.currency, [range]);
  const reports = source === "reported" ? (["cost", "actor-cost"] as const) : (["cost", "usage"] as const);
  const [found, totals, loading] = await Promise.all([
    isShown(source)
      ? sumActors(by.actor, { ...query, ...range, currency, pageSize }, source === "reported")
      : nothing,
    getTotals(by.actor, { ...range, currency }, source === "reported"),
    findLoading(reports.map((report) => ({ report, ...range }))),
  ]);
  return spendActors.parse({
    ...range,
    currency,
    totals: ofCurrencies,
    source,
    page: query.page,
    pageSize,
    ...(await toPrinted(by.actor, { ...query, ...range, currency, source, pageSize }, found, totals)),
    missingDays: totals.missing,
    incompleteDays: await countIncompleteDays(reports, [range]),
    loading,
    completeUntil: (source === "reported" && capability?.completeUntil?.toISOString()) || null,
  });
}

type Shown = ActorsQuery & { currency: Currency; source: SpendActors["source"]; pageSize: number };
type Totals = Awaited<ReturnType<typeof getTotals>>;

async function toPrinted(actor: Actor, { source, pageSize, ...query }: Shown, found: Found, totals: Totals) {
  const { printRows, printGaps, printed } = printActors(found, totals.cents);
  const restCents = totals.rest(found.sum);
  const isReported = source === "reported";
  const gaps = isShown(source) ? await listGaps(actor, { ...query, isReported }, restCents) : [];
  return {
    rows: printRows(found.rows ?? [], (query.page - 1) * pageSize),
    total: found.total,
    cents: found.sum,
    listCents: found.list_sum,
    isDiscounted: found.is_discounted,
    hasProducts: found.products > 1,
    hasModels: found.models > 1,
    reportedCents: totals.cents,
    restCents,
    gaps: printGaps(gaps),
    printed,
  };
}

function toSource(isReported: boolean | undefined, kind: ActorsQuery["kind"]): SpendActors["source"] {
  if (isReported === undefined) return "pending";
  if (isReported) return "reported";
  return kind === "key" ? "estimated" : "none";
}

function isShown(source: SpendActors["source"]): boolean {
  return source === "reported" || source === "estimated";
}

/** Cost by person and key goes back less far than the rest. */
function toKept({ from, to }: DayRange): DayRange {
  const first = addDays(toDay(new Date()), 1 - actorHistoryDays);
  return { from: from < first ? first : from, to: to < first ? first : to };
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
