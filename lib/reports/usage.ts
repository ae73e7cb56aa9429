import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { toShare } from "@/lib/money";
import { getCoverage, isWhole } from "./coverage";
import { listBuckets } from "./pieces";
import { sumCounts, toRatio } from "./ratio";
import { type UsageReport, usageReport } from "./schema";
import { otherKey, toPeriodBefore, type UsageQuery } from "./search-params";
import { sumTiers, sumUsage } from "./usage-sums";

/** Tokens of a range by kind, model, workspace or key. Every sum is made in SQL, and parts sum to their total. */
export async function getUsage(by: Permit<"usage:read">, query: UsageQuery): Promise<UsageReport> {
  const before = toPeriodBefore(query);
  const [sums, coverage, tiers, previous, previousCoverage] = await Promise.all([
    sumUsage(by.actor, query),
    getCoverage("usage", query),
    sumTiers(by.actor, query),
    sumTiers(by.actor, before),
    getCoverage("usage", before),
  ]);
  const { tokens, counts } = sums.total;
  return usageReport.parse({
    from: query.from,
    to: query.to,
    granularity: query.granularity,
    group: query.group,
    buckets: listBuckets(query, query.granularity).map((startsOn) => ({
      startsOn,
      tokens: sums.bucketTokens.get(startsOn) ?? "0",
      parts: sums.parts.get(startsOn) ?? [],
    })),
    series: sums.series.map((one) => ({
      ...one,
      share: toShare(one.tokens, tokens),
      cacheHitShare: toCacheHitShare(one.counts),
    })),
    restCount: sums.series.find(({ key }) => key === otherKey)?.size ?? 0,
    tokens,
    counts,
    previousTokens: isWhole(previousCoverage) ? previous.tokens : null,
    cacheHitShare: toCacheHitShare(counts),
    batchShare: toRatio(tiers.batchTokens, tiers.tokens),
    ...coverage,
  });
}

/** What came from the cache of all that was put in. */
function toCacheHitShare(counts: UsageReport["counts"]): number | null {
  const { uncached_input, cache_read, cache_write_5m, cache_write_1h } = counts;
  return toRatio(cache_read, sumCounts(uncached_input, cache_read, cache_write_5m, cache_write_1h));
}
