import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { getSetting } from "@/lib/core/settings/store";
import { getCompared } from "@/lib/money/reports/query/compared";
import { getCoverage } from "@/lib/money/reports/query/coverage";
import { nameFilter } from "@/lib/money/reports/query/filter-names";
import { sumCounts, toRatio } from "@/lib/money/reports/query/ratio";
import { listBuckets, toBucket } from "@/lib/money/reports/query/rollup-periods";
import { type ClaudeCodeReport, claudeCodeReport } from "./schema";
import type { ClaudeCodeQuery } from "./search-params";
import { sumOtherEstimates, sumTools, sumWork, type WorkSums } from "./sums";

export const getClaudeCode = heavyRead("standing", readClaudeCode);

async function readClaudeCode(
  by: Permit<"claude-code:read">,
  query: ClaudeCodeQuery,
): Promise<ClaudeCodeReport> {
  const { filter } = query;
  const [work, tools, coverage, filters, isMasked, otherCents, compared] = await Promise.all([
    sumWork(by.actor, { ...query, bucket: toBucket(query) }),
    sumTools(by.actor, query),
    getCoverage("claude-code", query),
    nameFilter(by.actor, filter),
    getSetting("mask_names"),
    sumOtherEstimates(by.actor, query),
    getCompared("claude-code", query, {
      read: async (asked) => toTotals(await sumWork(by.actor, { ...asked, filter })),
      nothing: 0,
    }),
  ]);
  const nothing = { actors: 0, parts: [], sums: noWork };
  return claudeCodeReport.parse({
    from: query.from,
    to: query.to,
    granularity: query.granularity,
    filters,
    isMasked,
    otherCents,
    buckets: listBuckets(query, query.granularity).map((startsOn) => ({
      startsOn,
      ...(work.buckets.get(startsOn) ?? nothing),
    })),
    kinds: work.kinds,
    sums: work.sums,
    compared,
    tools: tools.map((one) => ({
      ...one,
      acceptance: toRatio(one.accepted, sumCounts(one.accepted, one.rejected)),
    })),
    ...coverage,
  });
}

/** The chart needs only the number of active actors per bar. */
function toTotals({ kinds, sums, buckets }: WorkSums) {
  const actors = [...buckets].map(([startsOn, bucket]) => [startsOn, bucket.actors] as const);
  return { total: { kinds, sums }, buckets: new Map(actors) };
}

const noWork = {
  sessions: "0",
  lines_added: "0",
  lines_removed: "0",
  commits: "0",
  pull_requests: "0",
  tokens: "0",
  cents: "0",
};
