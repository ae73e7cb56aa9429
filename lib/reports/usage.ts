import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { toShare } from "@/lib/money";
import { getCompared } from "./compared";
import { getCoverage } from "./coverage";
import { nameFilter } from "./filter-names";
import { listBuckets } from "./pieces";
import { sumCounts, toRatio } from "./ratio";
import { type UsageReport, usageReport } from "./schema";
import { isByGeography, isHourly, type UsageQuery } from "./usage-search-params";
import { sumBatches, sumTokens, sumUsage, type UsageSums } from "./usage-sums";
import { otherKey } from "./vocabulary";

type By = Permit<"usage:read">;

/** Tokens of a range by one dimension. Every sum is made in SQL, and parts sum to their total to the last token. */
export async function getUsage(by: By, query: UsageQuery): Promise<UsageReport> {
  const { from, to, granularity, group, kinds } = query;
  const [sums, coverage, batches, compared, filters] = await Promise.all([
    sumUsage(by.actor, query),
    getCoverage(toReport(query), query),
    sumBatches(by.actor, query),
    getCompared(toReport(query), query, {
      read: (asked) => sumTokens(by.actor, query, asked),
      nothing: "0",
    }),
    nameFilter(by.actor, kinds.length > 0 ? { kind: kinds, ...query.filter } : query.filter),
  ]);
  const tokens = sums.total.value;
  const batchShares = new Map(batches.map((one) => [one.bucket, toRatio(one.batch, one.tokens)]));
  // Of chosen kinds alone there is no whole that the cache could have a share of.
  const toHits = (counts: UsageReport["counts"]) => (kinds.length > 0 ? null : toCacheHitShare(counts));
  return usageReport.parse({
    from,
    to,
    granularity,
    group,
    filters,
    buckets: listBuckets(query, granularity).map((startsOn) => ({
      startsOn,
      ...toBucketOf(sums, startsOn),
      cacheHitShare: toHits(sums.buckets.get(startsOn)?.measures ?? noCounts),
      batchShare: batchShares.get(startsOn) ?? null,
    })),
    series: sums.series.map(({ value, measures, ...part }) => ({
      ...part,
      tokens: value,
      counts: measures,
      share: toShare(value, tokens),
      cacheHitShare: toHits(measures),
    })),
    restCount: sums.series.find(({ key }) => key === otherKey)?.size ?? 0,
    tokens,
    counts: sums.total.measures,
    compared,
    cacheHitShare: toHits(sums.total.measures),
    batchShare: batchShares.get(null) ?? null,
    ...coverage,
  });
}

function toBucketOf({ buckets }: UsageSums, startsOn: string) {
  const { value = "0", parts = [] } = buckets.get(startsOn) ?? {};
  return { tokens: value, parts: parts.map((part) => ({ key: part.key, tokens: part.value })) };
}

function toReport(query: UsageQuery) {
  if (isHourly(query)) return "usage-hours";
  return isByGeography(query) ? "usage-geo" : "usage";
}

/** What came from the cache of all that was put in. */
function toCacheHitShare(counts: UsageReport["counts"]): number | null {
  const { uncached_input, cache_read, cache_write_5m, cache_write_1h } = counts;
  return toRatio(cache_read, sumCounts(uncached_input, cache_read, cache_write_5m, cache_write_1h));
}

const noCounts = {
  uncached_input: "0",
  cache_read: "0",
  cache_write_5m: "0",
  cache_write_1h: "0",
  output: "0",
  web_search: "0",
};
