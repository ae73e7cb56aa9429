import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { countDays, type DayRange } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { apiKeys, workspaces } from "@/lib/db/directory-tables";
import { costRollups, reportDays } from "@/lib/db/report-tables";
import { home } from "@/lib/directory/default-workspace";
import { heavyRead } from "@/lib/entry/heavy-read";
import { findLoading } from "@/lib/history/store";
import type { Currency } from "@/lib/money";
import { getActorCostCapability } from "@/lib/reports/ingest/actor-cost-capability";
import { actorCosts } from "@/lib/reports/query/actor-costs";
import { estimatesIn, isInCurrency } from "@/lib/reports/query/currencies";
import { countIncompleteDays } from "@/lib/reports/query/incomplete";
import { isInRollupPeriods, toRollupPeriods } from "@/lib/reports/query/rollup-periods";
import { workspaceKey, workspaceLabel } from "@/lib/reports/query/scope";
import { noKey, otherKey } from "@/lib/reports/vocabulary";
import { visibleTo } from "@/lib/visibility";
import { toKey } from "./actors";
import { chooseSpendCurrency } from "./currency";
import { type Change, type SpendChanges, spendChanges } from "./schema";
import type { ChangesQuery } from "./search-params";

const maxRows = 50;

export type Given = { actor: Actor; currency: Currency; after: DayRange; before: DayRange };
type Found = { rows: Change[]; before: string; after: string };

export const getSpendChanges = heavyRead(readSpendChanges);

async function readSpendChanges(by: Permit<"cost:read">, query: ChangesQuery): Promise<SpendChanges> {
  const { after, before } = query;
  const { currency, totals } = await chooseSpendCurrency(by.actor, query.currency, [before, after]);
  const given = { actor: by.actor, currency, after, before };
  const isReported = query.by === "key" && ((await getActorCostCapability())?.isGranted ?? false);
  const facts = query.by === "key" ? toKeyFacts(given, isReported) : toFacts(given, query.by);
  const reports = query.by !== "key" ? [] : isReported ? (["actor-cost"] as const) : (["usage"] as const);
  const needed = (["cost", ...reports] as const).flatMap((report) =>
    [before, after].map((range) => ({ report, ...range })),
  );
  const [found, total, missingDays, loading] = await Promise.all([
    sumDifferences(given, facts, query.by),
    query.by === "key" ? sumChanges(given, "workspace") : null,
    countMissing([before, after]),
    findLoading(needed),
  ]);
  const whole = total ?? found;
  return spendChanges.parse({
    currency,
    totals,
    before,
    after,
    beforeCents: whole.before,
    afterCents: whole.after,
    differenceCents: minus(whole.after, whole.before),
    rows: [...found.rows, ...toRest(found, whole)].toSorted(compareSizes),
    isEstimate: query.by === "key" && !isReported,
    missingDays,
    incompleteDays: await countIncompleteDays(["cost", ...reports], [before, after]),
    loading,
  });
}

type Facts = (range: DayRange) => SQL;

/** From the widest sums that fit the range. */
function toFacts({ actor, currency }: Given, by: "workspace" | "model"): Facts {
  const axes = by === "workspace" ? "workspace" : visibleTo(actor).isAll ? "model" : "workspace_model";
  const key = by === "workspace" ? workspaceKey : sql`coalesce(r.model, ${noKey})`;
  return (range) => sql`select ${key} as key, r.cents from ${costRollups} r cross join ${home}
    where r.axes = ${axes} and ${isInRollupPeriods(toRollupPeriods(range, "month"))} and ${isInCurrency(currency)}
      and ${visibleTo(actor).reportRows}`;
}

function toKeyFacts({ actor, currency }: Given, isReported: boolean): Facts {
  if (isReported)
    return (range) => sql`select ${toKey(sql`r.api_key_id`)} as key, r.cents
      from ${actorCosts} r cross join ${home}
      where r.api_key_id is not null and ${isInRollupPeriods(toRollupPeriods(range, "month"))} and ${isInCurrency(currency)}
        and ${visibleTo(actor).reportRows}`;
  return ({
    from,
    to,
  }) => sql`select ${toKey(sql`u.api_key_id`)} as key, u.cents from ${estimatesIn(currency)} u
    left join ${apiKeys} r on r.id = u.api_key_id cross join ${home}
    where u.day between ${from}::date and ${to}::date and ${visibleTo(actor).reportRows}`;
}

/** Every part's cost in two periods, largest difference first. */
export function sumChanges(given: Given, by: "workspace" | "model"): Promise<Found> {
  return sumDifferences(given, toFacts(given, by), by);
}

async function sumDifferences(
  { after, before }: Given,
  facts: Facts,
  by: ChangesQuery["by"],
): Promise<Found> {
  const label =
    by === "workspace"
      ? workspaceLabel
      : by === "key"
        ? sql`coalesce(k.name, sides.key)`
        : sql`nullif(sides.key, ${noKey})`;
  const exact = (column: string) => sql.raw(`trim_scale(${column})::text`);
  const db = await database();
  const { rows } = await db.execute<{ rows: Change[] | null; before: string; after: string }>(sql`
    with facts as (
      select key, cents as before, 0 as after from (${facts(before)}) earlier
      union all select key, 0, cents from (${facts(after)}) later
    ), found as (
      select key, coalesce(sum(before), 0) as before, coalesce(sum(after), 0) as after from facts group by key
    ), ranked as (select *, row_number() over (order by abs(after - before) desc, key) as rank from found),
    sides as (
      select case when rank <= ${maxRows} then key else ${otherKey} end as key, sum(before) as before, sum(after) as after
      from ranked group by 1
    )
    select coalesce(${exact("sum(before)")}, '0') as before, coalesce(${exact("sum(after)")}, '0') as after,
      json_agg(json_build_object('key', sides.key, 'label', ${label}, 'beforeCents', ${exact("before")},
        'afterCents', ${exact("after")}, 'differenceCents', ${exact("after - before")})) as rows
    from sides left join ${workspaces} w on w.id = sides.key left join ${apiKeys} k on k.id = sides.key`);
  const [sums] = rows;
  return { rows: sums?.rows ?? [], before: sums?.before ?? "0", after: sums?.after ?? "0" };
}

/** Cost without a key: the Console, code execution, sessions, and what an estimate leaves. */
function toRest(found: Found, whole: Found): Change[] {
  const rest = {
    beforeCents: minus(whole.before, found.before),
    afterCents: minus(whole.after, found.after),
  };
  if (rest.beforeCents === "0" && rest.afterCents === "0") return [];
  return [{ key: noKey, label: null, ...rest, differenceCents: minus(rest.afterCents, rest.beforeCents) }];
}

export async function countMissing(ranges: DayRange[]): Promise<number> {
  const db = await database();
  const known = ranges.map(({ from, to }) =>
    db.$count(
      reportDays,
      sql`report = 'cost' and not is_refused and day between ${from}::date and ${to}::date`,
    ),
  );
  const counts = await Promise.all(known);
  return ranges.reduce((sum, range, index) => sum + countDays(range) - (counts[index] ?? 0), 0);
}

function minus(one: string, other: string): string {
  return new Big(one).minus(other).toFixed();
}

function compareSizes(one: Change, other: Change): number {
  return new Big(other.differenceCents).abs().cmp(new Big(one.differenceCents).abs());
}
