import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { toShare } from "@/lib/core/money/money-math";
import { getActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { getCompared } from "@/lib/money/reports/query/compared";
import { getCoverage } from "@/lib/money/reports/query/coverage";
import { nameFilter } from "@/lib/money/reports/query/filter-names";
import { listTags } from "@/lib/money/reports/query/list-tags";
import { sumCounts, toRatio } from "@/lib/money/reports/query/ratio";
import { listBuckets } from "@/lib/money/reports/query/rollup-periods";
import { type UsageReport, usageReport } from "@/lib/money/reports/schema";
import { otherKey } from "@/lib/money/reports/vocabulary";
import type { UsageQuery } from "./search-params";
import { toUsageAsked, toUsageReport, type UsageAsked } from "./source";
import { sumBatches, sumTokens, sumUsage, type UsageSums } from "./sums";

type By = Permit<"usage:read">;
type Measures = UsageSums["total"]["measures"];

/** All sums are made in SQL, and parts add up to their total to the last token. */
export const getUsage = heavyRead("standing", readUsage);

async function readUsage(by: By, query: UsageQuery): Promise<UsageReport> {
  const { from, to, granularity, group, kinds } = query;
  const asked = await toUsageAsked(query);
  const report = toUsageReport(query, asked.report);
  const provenance = await getProvenance(asked);
  const [sums, coverage, batches, compared, names] = await Promise.all([
    sumUsage(by.actor, asked),
    getCoverage(report, query, new Date(), provenance.completeUntil),
    sumBatches(by.actor, asked),
    getCompared(report, query, { read: (days) => sumTokens(by.actor, asked, days), nothing: "0" }),
    nameAll(by, query),
  ]);
  const batchShares = new Map(batches.map((one) => [one.bucket, toRatio(one.batch, one.tokens)]));
  const toShares = (measures: Measures) => ({
    ...toRequests(measures, kinds.length > 0),
    cacheHitShare: kinds.length > 0 ? null : toCacheHitShare(measures),
  });
  return usageReport.parse({
    from,
    to,
    granularity,
    group,
    ...names,
    ...provenance,
    isMasked: asked.isMasked && asked.report !== "usage",
    completeUntil: provenance.completeUntil?.toISOString() ?? null,
    areRequestsPartial: arePartial(sums.total),
    buckets: listBuckets(query, granularity).map((startsOn) => ({
      startsOn,
      ...toBucketOf(sums, startsOn),
      ...toShares(sums.buckets.get(startsOn)?.measures ?? noMeasures),
      batchShare: batchShares.get(startsOn) ?? null,
    })),
    series: sums.series.map((part) => ({
      ...toPart(part, sums.total.value),
      ...toShares(part.measures),
    })),
    restCount: sums.series.find(({ key }) => key === otherKey)?.size ?? 0,
    tokens: sums.total.value,
    counts: toCounts(sums.total.measures),
    compared,
    ...toShares(sums.total.measures),
    batchShare: batchShares.get(null) ?? null,
    ...coverage,
  });
}

async function nameAll({ actor }: By, { kinds, filter }: UsageQuery) {
  const named = kinds.length > 0 ? { kind: kinds, ...filter } : filter;
  const [filters, tags] = await Promise.all([nameFilter(actor, named), listTags(actor)]);
  return { filters, tags };
}

/** Says why analytics aren't available only if they were requested. */
async function getProvenance({ report }: UsageAsked) {
  if (report === "usage") return { source: "messages", refusal: null, completeUntil: null } as const;
  const capability = await getActorUsageCapability();
  if (report === "account-usage")
    return { source: "accounts", refusal: capability?.errorCode ?? null, completeUntil: null } as const;
  return { source: "analytics", refusal: null, completeUntil: capability?.completeUntil ?? null } as const;
}

function toPart({ key, label, color, value, measures }: UsageSums["series"][number], all: string) {
  return { key, label, color, tokens: value, counts: toCounts(measures), share: toShare(value, all) };
}

function toBucketOf({ buckets }: UsageSums, startsOn: string) {
  const { value = "0", parts = [] } = buckets.get(startsOn) ?? {};
  return { tokens: value, parts: parts.map((part) => ({ key: part.key, tokens: part.value })) };
}

/** Null if none are counted. Tokens per request uses only tokens whose requests are known. */
function toRequests({ requests, counted_tokens }: Measures, isOfKinds: boolean) {
  if (requests === "0" && counted_tokens === "0") return { requests: null, tokensPerRequest: null };
  return { requests, tokensPerRequest: isOfKinds ? null : toRatio(counted_tokens, requests) };
}

function arePartial({ value, measures }: UsageSums["total"]): boolean {
  return measures.counted_tokens !== "0" && BigInt(measures.counted_tokens) < BigInt(value);
}

function toCounts({ requests: _, counted_tokens: __, ...counts }: Measures): UsageReport["counts"] {
  return counts;
}

function toCacheHitShare(counts: UsageReport["counts"]): number | null {
  const { uncached_input, cache_read, cache_write_5m, cache_write_1h } = counts;
  return toRatio(cache_read, sumCounts(uncached_input, cache_read, cache_write_5m, cache_write_1h));
}

const noMeasures = {
  uncached_input: "0",
  cache_read: "0",
  cache_write_5m: "0",
  cache_write_1h: "0",
  output: "0",
  web_search: "0",
  requests: "0",
  counted_tokens: "0",
};
