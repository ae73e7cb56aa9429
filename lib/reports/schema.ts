import { z } from "zod";
import { granularities, usageGroups } from "./search-params";
import { tokenKinds, workCounts } from "./vocabulary";

/** How far the store holds the range of a report. */
const coverage = z.object({
  /** When the newest day of the range was read. */
  dataAsOf: z.iso.datetime().nullable(),
  /** Days of the range still to be read, refused by the API, and older than the history that is kept. */
  missingDays: z.number(),
  refusedDays: z.number(),
  unkeptDays: z.number(),
});
export type Coverage = z.infer<typeof coverage>;

const periods = coverage.extend({ from: z.string(), to: z.string(), granularity: z.enum(granularities) });

/** What the cost report leaves out, as the codes of sentences. */
export const costGaps = ["priority_tier", "credits", "taxes"] as const;

const cents = z.string();

export const costReport = periods.extend({
  /** Every period of the range, oldest first; `startsOn` of the first is cut to the range. Parts sum to the total. */
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      totalCents: cents,
      parts: z.array(z.object({ key: z.string(), cents })),
    }),
  ),
  /** All parts of the range, largest first. No label: the Default workspace, or no model. */
  series: z.array(z.object({ key: z.string(), label: z.string().nullable(), cents, share: z.number() })),
  totalCents: cents,
  /** The period of the same length before; null while a day of it was not read. */
  previousTotalCents: cents.nullable(),
  notCovered: z.array(z.enum(costGaps)),
});
export type CostReport = z.infer<typeof costReport>;

/** A whole number as its digits: sums of tokens outgrow what a JavaScript number holds. */
const count = z.string();

/** Tokens by kind, and web searches, which are none. */
const usageCounts = z.record(z.enum([...tokenKinds, "web_search"]), count);
const ratio = z.number().nullable();

export const usageReport = periods.extend({
  group: z.enum(usageGroups),
  /** As in `costReport`. */
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      tokens: count,
      parts: z.array(z.object({ key: z.string(), tokens: count })),
    }),
  ),
  /** The parts of the range. No label: a kind of token, the Default workspace, no key, or the rest in one. */
  series: z.array(
    z.object({
      key: z.string(),
      label: z.string().nullable(),
      tokens: count,
      share: z.number(),
      counts: usageCounts,
      cacheHitShare: ratio,
    }),
  ),
  /** How many small parts the last of the series is the sum of. */
  restCount: z.number(),
  tokens: count,
  counts: usageCounts,
  /** The period of the same length before; null while a day of it was not read. */
  previousTokens: count.nullable(),
  /** Of the input that came from the cache, and of all tokens that went through batches; null of nothing. */
  cacheHitShare: ratio,
  batchShare: ratio,
});
export type UsageReport = z.infer<typeof usageReport>;

/** What Claude Code did and used; `cents` are a decimal, the source's own estimate. */
const claudeCodeSums = z.record(z.enum([...workCounts, "tokens", "cents"]), count);
export type ClaudeCodeSums = z.infer<typeof claudeCodeSums>;

export const claudeCodeReport = periods.extend({
  /** Every period of the range, oldest first. An actor counts once a period, whatever number of rows they have. */
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      actors: z.number(),
      parts: z.array(z.object({ key: z.string(), actors: z.number() })),
      sums: claudeCodeSums,
    }),
  ),
  /** The types of actors that occur, with how many different ones the range has. */
  kinds: z.array(z.object({ key: z.string(), actors: z.number() })),
  sums: claudeCodeSums,
  /** By tool, the busiest first; null of nothing proposed. */
  tools: z.array(z.object({ tool: z.string(), accepted: count, rejected: count, acceptance: ratio })),
});
export type ClaudeCodeReport = z.infer<typeof claudeCodeReport>;

export const claudeCodeActors = z.object({
  rows: z.array(
    z.object({
      actor: z.string(),
      /** Of a person whom the directory knows. */
      name: z.string().nullable(),
      sums: claudeCodeSums,
      acceptance: ratio,
    }),
  ),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
});
export type ClaudeCodeActors = z.infer<typeof claudeCodeActors>;
