import { z } from "zod";
import { loadingHistory } from "@/lib/history/schema";
import {
  claudeCodeBreakdowns,
  costDimensions,
  granularities,
  tokenKinds,
  usageGroups,
  workCounts,
} from "./vocabulary";

/** How far the store holds the range of a report. */
const coverage = z.object({
  /** When the newest day of the range was read. */
  dataAsOf: z.iso.datetime().nullable(),
  /** Days of the range still to be read, refused by the API, and older than the history that is kept. */
  missingDays: z.number(),
  refusedDays: z.number(),
  unkeptDays: z.number(),
  /** Days of which some rows could not be read, so that their numbers are too small. */
  incompleteDays: z.number(),
  /** Set while days before today are still to be read; of the history as a whole. */
  loading: loadingHistory.nullable(),
});
export type Coverage = z.infer<typeof coverage>;

const dayRange = z.object({ from: z.string(), to: z.string() });
const periods = coverage.extend({
  ...dayRange.shape,
  granularity: z.enum(granularities),
  /** What it is narrowed to. No label: the Default workspace, or no value. */
  filters: z.array(
    z.object({
      dimension: z.string(),
      values: z.array(z.object({ key: z.string(), label: z.string().nullish() })),
    }),
  ),
});
export type NamedFilter = z.infer<typeof periods>["filters"][number];

/** What a report is compared with, where it is; values are null while a day was not read. */
function comparedOf<Total extends z.ZodType, Value extends z.ZodType>(total: Total, value: Value) {
  const part = z.object({ ...dayRange.shape, value: value.nullable() });
  return z
    .object({
      ...dayRange.shape,
      total: total.nullable(),
      /** In the order of the buckets; null of a bar that has no like. */
      bars: z.array(part.nullable()),
      /** Days that no bar is the like of: with the bars they sum to the total. */
      rest: z.array(part),
    })
    .nullable();
}

/** What the cost report leaves out, as the codes of sentences. */
export const costGaps = ["priority_tier", "credits", "taxes"] as const;

const cents = z.string();

const currencyTotal = z.object({ currency: z.string(), cents });
export type CurrencyTotal = z.infer<typeof currencyTotal>;

/** What says in which currency amounts are, and what there is beside them. */
export const inOneCurrency = {
  currency: z.string(),
  /** What each currency comes to, where there is another than the one shown; else none. */
  totals: z.array(currencyTotal),
};
const oneCurrency = z.object(inOneCurrency);
export type InOneCurrency = z.infer<typeof oneCurrency>;

export const costReport = periods.extend({
  ...inOneCurrency,
  group: z.enum(costDimensions),
  /** Every period of the range, oldest first; `startsOn` of the first is cut to the range. Parts sum to the total. */
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      totalCents: cents,
      parts: z.array(z.object({ key: z.string(), cents })),
    }),
  ),
  /** The parts of the range, largest first. No label: the Default workspace, no value, or the rest in one. */
  series: z.array(z.object({ key: z.string(), label: z.string().nullable(), cents, share: z.number() })),
  /** How many small parts the last of the series is the sum of. */
  restCount: z.number(),
  totalCents: cents,
  compared: comparedOf(cents, cents),
  notCovered: z.array(z.enum(costGaps)),
});
export type CostReport = z.infer<typeof costReport>;

/** A whole number as its digits: sums of tokens outgrow what a JavaScript number holds. */
const count = z.string();

/** Tokens by kind, and web searches, which are none. */
const usageCounts = z.record(z.enum([...tokenKinds, "web_search"]), count);
const ratio = z.number().nullable();
/** Null where the source does not count them, or of a part of the tokens alone. */
const requestCounts = { requests: count.nullable(), tokensPerRequest: ratio };

export const usageReport = periods.extend({
  group: z.enum(usageGroups),
  /** The messages report, the analytics, or, where those do not answer, the messages report by account. */
  source: z.enum(["messages", "analytics", "accounts"]),
  /** Why the analytics do not answer, where they are asked for. */
  refusal: z.string().nullable(),
  /** Until when the analytics are complete, where they say so. */
  completeUntil: z.iso.datetime().nullable(),
  /** Whether the requests of some of the tokens are not counted. */
  areRequestsPartial: z.boolean(),
  ...requestCounts,
  /** As in `costReport`; `startsOn` is an instant where the bars are hours. */
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      tokens: count,
      ...requestCounts,
      cacheHitShare: ratio,
      batchShare: ratio,
      parts: z.array(z.object({ key: z.string(), tokens: count })),
    }),
  ),
  /** The parts of the range. No label: a kind of token, the Default workspace, no key, or the rest in one. */
  series: z.array(
    z.object({
      key: z.string(),
      label: z.string().nullable(),
      tokens: count,
      ...requestCounts,
      share: z.number(),
      counts: usageCounts,
      cacheHitShare: ratio,
    }),
  ),
  /** How many small parts the last of the series is the sum of. */
  restCount: z.number(),
  tokens: count,
  counts: usageCounts,
  compared: comparedOf(count, count),
  /** Of the input that came from the cache, and of all tokens that went through batches; null of nothing. */
  cacheHitShare: ratio,
  batchShare: ratio,
});
export type UsageReport = z.infer<typeof usageReport>;

/** What Claude Code did and used; `cents` are a decimal, the source's own estimate. */
const claudeCodeSums = z.record(z.enum([...workCounts, "tokens", "cents"]), count);
export type ClaudeCodeSums = z.infer<typeof claudeCodeSums>;

/** The types of actors that occur, with how many different ones there are of each. */
const actorCounts = z.array(z.object({ key: z.string(), actors: z.number() }));

export const claudeCodeReport = periods.extend({
  /** Whether people are called by pseudonyms. */
  isMasked: z.boolean(),
  /** Estimates in other currencies than US dollars, by their codes: no other number here holds them. */
  otherCents: z.record(z.string(), z.string()).nullable(),
  /** Every period of the range, oldest first. An actor counts once a period, whatever number of rows they have. */
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      actors: z.number(),
      parts: actorCounts,
      sums: claudeCodeSums,
    }),
  ),
  kinds: actorCounts,
  sums: claudeCodeSums,
  compared: comparedOf(z.object({ kinds: actorCounts, sums: claudeCodeSums }), z.number()),
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
  /** The largest of each sum in the whole list; null of an empty one. */
  most: claudeCodeSums.nullable(),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
});
export type ClaudeCodeActors = z.infer<typeof claudeCodeActors>;

/** Claude Code by model, terminal, place or type of customer; a model's counts of work are not told. */
export const claudeCodeBreakdown = z.object({
  by: z.enum(claudeCodeBreakdowns),
  rows: z.array(z.object({ key: z.string(), actors: z.number(), sums: claudeCodeSums })),
});
export type ClaudeCodeBreakdown = z.infer<typeof claudeCodeBreakdown>;

/** Different people, by the newest day that the report tells of: `to`. */
export const adoption = z.object({
  to: z.string().nullable(),
  /** What the counts that are null wait for: each for the days that it stands on. */
  loading: loadingHistory.nullable(),
  /** In the directory now, of these whoever ever worked with it, and of these in the last week. */
  members: z.number(),
  everActive: z.number().nullable(),
  activeThisWeek: z.number().nullable(),
  /** All people of the report, in the last day, 7 days and 30 days. */
  day: z.number().nullable(),
  week: z.number().nullable(),
  month: z.number().nullable(),
});
export type Adoption = z.infer<typeof adoption>;

/** Values of a dimension that occur; no label as in the reports. */
export const occurring = z.object({
  values: z.array(z.object({ key: z.string(), label: z.string().nullable() })),
});
export type Occurring = z.infer<typeof occurring>;

/** The rows behind a picture, the largest first. */
export const behind = z.object({
  columns: z.array(z.string()),
  /** Of the amounts, where the rows have any. */
  currency: z.string().optional(),
  rows: z.array(z.array(z.string().nullable())),
  total: z.number(),
});
export type Behind = z.infer<typeof behind>;

/** Tokens by weekday, 0 being Monday, and UTC hour. */
export const heatMap = coverage.extend({
  ...dayRange.shape,
  cells: z.array(z.object({ weekday: z.number(), hour: z.number(), tokens: count })),
});
export type HeatMap = z.infer<typeof heatMap>;
