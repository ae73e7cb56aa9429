import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { costRollups, workspaces } from "@/lib/db/tables";
import { type Cents, toShare } from "@/lib/money";
import { getCoverage, isWhole } from "./coverage";
import { isInPieces, listBuckets, toBucket, toPieces } from "./pieces";
import { type CostReport, costGaps, costReport } from "./schema";
import { home, isInScope, workspaceKey, workspaceLabel } from "./scope";
import { type CostQuery, type DayRange, noKey, otherKey, toPeriodBefore } from "./search-params";

type By = Permit<"cost:read">;

/** Parts with a place of their own in the buckets; the others are summed. The table twin has them all. */
const chartedParts = 8;

/** Cost of a range by workspace or model. Every sum is made in SQL, and parts sum to their total to the last digit. */
export async function getCost(by: By, query: CostQuery): Promise<CostReport> {
  const before = toPeriodBefore(query);
  const [sums, coverage, previous, previousCoverage] = await Promise.all([
    sumCost(by, query),
    getCoverage("cost", query),
    sumTotal(by, before),
    getCoverage("cost", before),
  ]);
  const { totalCents } = sums;
  return costReport.parse({
    from: query.from,
    to: query.to,
    granularity: query.granularity,
    buckets: toBuckets(sums, query),
    series: sums.series.map((one) => ({ ...one, share: toShare(one.cents, totalCents) })),
    totalCents,
    previousTotalCents: isWhole(previousCoverage) ? previous : null,
    ...coverage,
    notCovered: costGaps,
  });
}

type SumRow = {
  bucket: string | null;
  key: string | null;
  rank: number | null;
  label: string | null;
  cents: Cents;
};
type Sums = {
  totalCents: Cents;
  series: { key: string; label: string | null; cents: Cents }[];
  bucketTotals: Map<string, Cents>;
  parts: Map<string, { key: string; cents: Cents }[]>;
};

/** One pass over the sums: `sides` holds a row a part, a bucket, a series, and one for the total. */
async function sumCost(by: By, query: CostQuery): Promise<Sums> {
  const db = await database();
  const { rows } = await db.execute<SumRow>(sql`
    with facts as materialized (
      select ${toBucket(query)} as bucket, ${toKey(query)} as key, sum(r.cents) as cents
      from ${costRollups} r cross join ${home}
      where r.axes = ${toAxes(by, query)} and ${isInPieces(toPieces(query, query.granularity))} and ${isInScope(by.actor)}
      group by 1, 2
    ), series as (
      select key, sum(cents) as cents, row_number() over (order by sum(cents) desc, key)::int as rank from facts group by key
    ), charted as (
      select bucket, case when rank <= ${chartedParts} then key else ${otherKey} end as key, facts.cents
      from facts join series using (key)
    ), sides as (
      select bucket, key, null::int as rank, sum(cents) as cents from charted group by grouping sets ((bucket, key), (bucket))
      union all select null, key, rank, cents from series
      union all select null, null, null, coalesce(sum(cents), 0) from series
    )
    select bucket::text, key, rank, trim_scale(cents)::text as cents, ${toLabel(query)} as label
    from sides left join ${workspaces} w on w.id = sides.key
    order by bucket nulls last, rank, key`);
  return toSums(rows);
}

function toSums(rows: SumRow[]): Sums {
  const sums: Sums = { totalCents: "0", series: [], bucketTotals: new Map(), parts: new Map() };
  for (const { bucket, key, label, cents } of rows) {
    if (bucket === null && key === null) sums.totalCents = cents;
    else if (bucket === null) sums.series.push({ key: key ?? noKey, label, cents });
    else if (key === null) sums.bucketTotals.set(bucket, cents);
    else sums.parts.set(bucket, [...(sums.parts.get(bucket) ?? []), { key, cents }]);
  }
  return sums;
}

function toBuckets(sums: Sums, query: CostQuery): CostReport["buckets"] {
  return listBuckets(query, query.granularity).map((startsOn) => ({
    startsOn,
    totalCents: sums.bucketTotals.get(startsOn) ?? "0",
    parts: sums.parts.get(startsOn) ?? [],
  }));
}

/** Months are the coarsest sums and as exact as any. */
async function sumTotal(by: By, range: DayRange): Promise<Cents> {
  const db = await database();
  const { rows } = await db.execute<{ cents: Cents }>(sql`
    select trim_scale(coalesce(sum(r.cents), 0))::text as cents from ${costRollups} r cross join ${home}
    where r.axes = 'workspace' and ${isInPieces(toPieces(range, "month"))} and ${isInScope(by.actor)}`);
  return rows[0]?.cents ?? "0";
}

function toAxes({ actor }: By, { group }: CostQuery): string {
  if (group === "workspace") return "workspace";
  return actor.workspaceIds === null ? "model" : "workspace_model";
}

function toKey({ group }: CostQuery): SQL {
  return group === "workspace" ? workspaceKey : sql`coalesce(r.model, ${noKey})`;
}

/** Default and "no model" have none: they are called as the reader's language calls them. */
function toLabel({ group }: CostQuery): SQL {
  return group === "workspace" ? workspaceLabel : sql`nullif(sides.key, ${noKey})`;
}
