import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { type Cents, toShare } from "@/lib/money";
import { costKeys, fromCost } from "./cost-axes";
import type { CostQuery } from "./cost-search-params";
import { getCoverage, isWhole } from "./coverage";
import { nameFilter } from "./filter-names";
import { sumParts, sumValue } from "./part-sums";
import { listBuckets, toBucket } from "./pieces";
import { type CostReport, costGaps, costReport } from "./schema";
import { type DayRange, toComparedRange } from "./search-params";
import { otherKey } from "./vocabulary";

type By = Permit<"cost:read">;

/** Cost of a range by one dimension. Every sum is made in SQL, and parts sum to their total to the last digit. */
export async function getCost(by: By, query: CostQuery): Promise<CostReport> {
  const { from, to, granularity, group, filter, top } = query;
  const before = toComparedRange(query, query.compare);
  const [sums, coverage, previous, filters] = await Promise.all([
    sumParts({ ...toPlan(by, query), measures: [], value: sql`cents`, group, top }),
    getCoverage("cost", query),
    before && sumRange(by, query, before),
    nameFilter(by.actor, filter),
  ]);
  const totalCents = sums.total.value;
  return costReport.parse({
    from,
    to,
    granularity,
    group,
    filters,
    buckets: listBuckets(query, granularity).map((startsOn) => {
      const { value = "0", parts = [] } = sums.buckets.get(startsOn) ?? {};
      return {
        startsOn,
        totalCents: value,
        parts: parts.map((part) => ({ key: part.key, cents: part.value })),
      };
    }),
    series: sums.series.map(({ key, label, value }) => ({
      key,
      label,
      cents: value,
      share: toShare(value, totalCents),
    })),
    restCount: sums.series.find(({ key }) => key === otherKey)?.size ?? 0,
    totalCents,
    compared: before,
    previousTotalCents: previous,
    ...coverage,
    notCovered: costGaps,
  });
}

function toPlan({ actor }: By, query: CostQuery) {
  const bucket = toBucket(query);
  const key = costKeys[query.group];
  return {
    whole: sql`select ${bucket} as bucket, sum(r.cents) as cents
      ${fromCost(actor, { ...query, group: null })} group by 1`,
    byPart: sql`select ${key} as key, 0 as place, sum(r.cents) as cents
      ${fromCost(actor, { ...query, granularity: "month" })} group by 1`,
    toDrawn: (drawn: SQL) => sql`select ${bucket} as bucket, ${key} as key, sum(r.cents) as cents
      ${fromCost(actor, query)} and ${key} = any(${drawn}) group by 1, 2`,
  };
}

/** Months are the coarsest sums and as exact as any. Nothing while a day was not read. */
async function sumRange(by: By, { filter }: CostQuery, range: DayRange): Promise<Cents | null> {
  if (!isWhole(await getCoverage("cost", range))) return null;
  const facts = fromCost(by.actor, { ...range, filter, granularity: "month", group: null });
  return sumValue({ found: sql`select r.cents ${facts}`, value: sql`cents` });
}
