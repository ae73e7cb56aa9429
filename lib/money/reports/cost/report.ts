import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import type { DayRange } from "@/lib/core/format/calendar";
import type { Cents } from "@/lib/core/money/money";
import { sumDecimals, toDifference, toShare } from "@/lib/core/money/money-math";
import { type PartSum, type PartSums, sumBuckets, sumParts } from "@/lib/money/reports/query/breakdown-query";
import { getCompared } from "@/lib/money/reports/query/compared";
import { getCoverage } from "@/lib/money/reports/query/coverage";
import { chooseCurrency, sumByCurrency } from "@/lib/money/reports/query/currencies";
import { nameFilter } from "@/lib/money/reports/query/filter-names";
import { listTags } from "@/lib/money/reports/query/list-tags";
import { listBuckets, toBucket } from "@/lib/money/reports/query/rollup-periods";
import { toKey } from "@/lib/money/reports/query/scope";
import { type CostReport, costGaps, costReport } from "@/lib/money/reports/schema";
import { toComparedRange } from "@/lib/money/reports/search-params";
import { noKey, otherKey } from "@/lib/money/reports/vocabulary";
import { costKeys, fromCost } from "./rollup-level";
import type { CostQuery } from "./search-params";
import { getUnitCosts } from "./unit-costs";

type By = Permit<"cost:read">;

/** All sums are made in SQL, and parts add up to their total to the last digit. */
export const getCost = heavyRead("standing", readCost);

async function readCost(by: By, asked: CostQuery): Promise<CostReport> {
  const { from, to, granularity, group, filter, top } = asked;
  const { currency, totals } = await chooseCostCurrency(by, asked);
  const query = { ...asked, currency };
  const [sums, coverage, compared, filters, tags, toUnitCosts] = await Promise.all([
    sumParts({ ...toPlan(by, query), measures: [], value: sql`cents`, group, top, reader: by.actor }),
    getCoverage("cost", query),
    compare(by, query),
    nameFilter(by.actor, filter),
    listTags(by.actor),
    getUnitCosts(by.actor, query, totals.length > 0),
  ]);
  const totalCents = sums.total.value;
  const series = await withPartsBefore(by.actor, query, {
    series: sums.series,
    total: compared?.total ?? null,
  });
  return costReport.parse({
    from,
    to,
    granularity,
    group,
    filters,
    tags,
    buckets: listBuckets(query, granularity).map((startsOn) => toBar(startsOn, sums)),
    series: series.map(({ key, label, color, value, beforeCents }) => ({
      key,
      label,
      color,
      cents: value,
      beforeCents,
      share: toShare(value, totalCents),
      ...toUnitCosts({ key, value }, sums.series),
    })),
    currency,
    totals,
    restCount: series.find(({ key }) => key === otherKey)?.size ?? 0,
    totalCents,
    ...toUnitCosts({ key: null, value: totalCents }, []),
    compared,
    ...coverage,
    notCovered: costGaps,
  });
}

function toBar(startsOn: string, { buckets }: PartSums<never>) {
  const { value = "0", parts = [] } = buckets.get(startsOn) ?? {};
  return { startsOn, totalCents: value, parts: parts.map((part) => ({ key: part.key, cents: part.value })) };
}

export function chooseCostCurrency({ actor }: By, query: CostQuery) {
  const facts = fromCost(actor, { ...query, granularity: "month", group: null, currency: null });
  return chooseCurrency({
    currency: query.currency,
    reports: ["cost"],
    ranges: [query],
    sum: () => sumByCurrency(facts),
  });
}

function toPlan({ actor }: By, query: CostQuery) {
  const bucket = toBucket(query);
  const key = toKey(costKeys, query.group);
  return {
    whole: sql`select ${bucket} as bucket, sum(r.cents) as cents
      ${fromCost(actor, { ...query, group: null })} group by 1`,
    byPart: sql`select ${key} as key, 0 as place, sum(r.cents) as cents
      ${fromCost(actor, { ...query, granularity: "month" })} group by 1`,
    toDrawn: (drawn: SQL) => sql`select ${bucket} as bucket, ${key} as key, sum(r.cents) as cents
      ${fromCost(actor, query)} and ${key} = any(${drawn}) group by 1, 2`,
  };
}

function compare({ actor }: By, query: CostQuery) {
  return getCompared("cost", query, {
    read: ({ bucket, ...asked }) => {
      const facts = fromCost(actor, {
        ...asked,
        filter: query.filter,
        group: null,
        currency: query.currency,
      });
      return sumBuckets({ found: sql`select ${bucket} as bucket, r.cents ${facts}`, value: sql`cents` });
    },
    nothing: "0",
  });
}

type Part = PartSum<never>;
type Given = { series: readonly Part[]; total: Cents | null };

/**
 * Adds what each part cost in the compared days, whose `total` is null while one of them isn't loaded. What isn't listed,
 * because it costs nothing now, is in Other, so that all add up.
 */
async function withPartsBefore(
  actor: Actor,
  query: CostQuery,
  { series, total }: Given,
): Promise<(Part & { beforeCents: Cents | null })[]> {
  const range = toComparedRange(query, query.compare);
  if (!range || total === null) return series.map((part) => ({ ...part, beforeCents: null }));
  const before = await sumByPart(actor, query, range);
  const listed = series.filter(({ key }) => key !== otherKey);
  const ofListed = listed.map(({ key }) => before.get(key) ?? "0");
  const rest = toDifference(sumDecimals(ofListed), total);
  const known = series.find(({ key }) => key === otherKey);
  const unlisted = { key: otherKey, label: null, color: null, size: before.size, value: "0", measures: {} };
  const other = known ?? (rest === "0" ? undefined : unlisted);
  return [
    ...listed.map((part, index) => ({ ...part, beforeCents: ofListed[index] ?? "0" })),
    ...(other ? [{ ...other, beforeCents: rest }] : []),
  ];
}

async function sumByPart(actor: Actor, query: CostQuery, range: DayRange): Promise<Map<string, Cents>> {
  const db = await database();
  const facts = fromCost(actor, { ...query, ...range, granularity: "month" });
  const { rows } = await db.execute<{ key: string | null; cents: Cents }>(sql`
    select ${toKey(costKeys, query.group)} as key, trim_scale(sum(r.cents))::text as cents ${facts} group by 1`);
  return new Map(rows.map(({ key, cents }) => [key ?? noKey, cents]));
}
