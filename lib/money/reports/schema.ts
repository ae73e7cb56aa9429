import { z } from "zod";
import { loadingHistory } from "@/lib/core/history/schema";
import { chartColor } from "@/lib/core/organization/schema";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { usageGroups } from "@/lib/money/reports/usage/dimensions";
import { isTag } from "./dimension";
import { granularities, tokenKinds } from "./vocabulary";

const coverage = z.object({
  /** By the server's clock: browsers may have a wrong one. */
  today: z.string(),
  dataAsOf: z.iso.datetime().nullable(),
  /** Days that are missing, refused by the API, or older than the kept history. */
  missingDays: z.number(),
  refusedDays: z.number(),
  unkeptDays: z.number(),
  incompleteDays: z.number(),
  /** Set while days before today are loading; about the whole history. */
  loading: loadingHistory.nullable(),
});
export type Coverage = z.infer<typeof coverage>;

const dayRange = z.object({ from: z.string(), to: z.string() });
export const periods = coverage.extend({
  ...dayRange.shape,
  granularity: z.enum(granularities),
  filters: z.array(
    z.object({
      dimension: z.string(),
      values: z.array(z.object({ key: z.string(), label: z.string().nullish() })),
    }),
  ),
});
export type NamedFilter = z.infer<typeof periods>["filters"][number];

/** Values are null while a day isn't loaded. */
export function comparedOf<Total extends z.ZodType, Value extends z.ZodType>(total: Total, value: Value) {
  const part = z.object({ ...dayRange.shape, value: value.nullable() });
  return z
    .object({
      ...dayRange.shape,
      total: total.nullable(),
      /** In the order of the buckets; null for a bar without a match. */
      bars: z.array(part.nullable()),
      /** Days that match no bar; together with the bars they add up to the total. */
      rest: z.array(part),
    })
    .nullable();
}

/** A declared dimension, or a tag. */
function groupOf<Name extends string>(names: readonly Name[]) {
  return z.union([z.enum(names), z.string().refine(isTag)]);
}

/** Keys of tags that the reader's workspaces have. */
const tags = z.array(z.string());

export const costGaps = ["priority_tier", "credits", "taxes"] as const;

const cents = z.string();

const currencyTotal = z.object({ currency: z.string(), cents });
export type CurrencyTotal = z.infer<typeof currencyTotal>;

export const inOneCurrency = {
  currency: z.string(),
  /** Every currency's total if there are several; otherwise empty. */
  totals: z.array(currencyTotal),
};
const oneCurrency = z.object(inOneCurrency);
export type InOneCurrency = z.infer<typeof oneCurrency>;

const seriesPart = {
  key: z.string(),
  label: z.string().nullable(),
  /** Null for parts that the chart doesn't draw individually. */
  color: chartColor.nullable(),
};

/** Null if the number of units isn't known, or if there are none. */
const unitCosts = { perMillionTokens: cents.nullable(), perRequest: cents.nullable() };

export const costReport = periods.extend({
  ...inOneCurrency,
  group: groupOf(costDimensions),
  tags,
  /** Oldest first; the first `startsOn` is cut to the range. Parts add up to the total. */
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      totalCents: cents,
      parts: z.array(z.object({ key: z.string(), cents })),
    }),
  ),
  /** Largest first. A missing label means the Default workspace, no value, or the rest. */
  series: z.array(
    z.object({
      ...seriesPart,
      cents,
      /** In the compared days; null without a comparison, and while one of them isn't loaded. */
      beforeCents: cents.nullable(),
      share: z.number(),
      ...unitCosts,
    }),
  ),
  restCount: z.number(),
  totalCents: cents,
  ...unitCosts,
  compared: comparedOf(cents, cents),
  notCovered: z.array(z.enum(costGaps)),
});
export type CostReport = z.infer<typeof costReport>;

/** Digits, because sums of tokens exceed a JavaScript number. */
export const count = z.string();

const usageCounts = z.record(z.enum([...tokenKinds, "web_search"]), count);
export const ratio = z.number().nullable();
/** Null if the source doesn't count them, or for some token types only. */
const requestCounts = { requests: count.nullable(), tokensPerRequest: ratio };

export const usageReport = periods.extend({
  group: groupOf(usageGroups),
  tags,
  /** The messages report, analytics, or the messages report by account if analytics aren't available. */
  source: z.enum(["messages", "analytics", "accounts"]),
  /** Whether people, and what few of them used, are merged. */
  isMasked: z.boolean(),
  /** Why analytics aren't available, if they were requested. */
  refusal: z.string().nullable(),
  completeUntil: z.iso.datetime().nullable(),
  /** Whether the requests of some tokens aren't counted. */
  areRequestsPartial: z.boolean(),
  ...requestCounts,
  /** As in `costReport`; `startsOn` is an instant for hourly bars. */
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
  /** A missing label means a token type, the Default workspace, no key, or the rest. */
  series: z.array(
    z.object({
      ...seriesPart,
      tokens: count,
      ...requestCounts,
      share: z.number(),
      counts: usageCounts,
      cacheHitShare: ratio,
    }),
  ),
  restCount: z.number(),
  tokens: count,
  counts: usageCounts,
  compared: comparedOf(count, count),
  /** Cache reads as a share of input, and batches as a share of all tokens; null if there are none. */
  cacheHitShare: ratio,
  batchShare: ratio,
});
export type UsageReport = z.infer<typeof usageReport>;

export const facetValues = z.object({
  values: z.array(z.object({ key: z.string(), label: z.string().nullable() })),
});
export type FacetValues = z.infer<typeof facetValues>;

export const behind = z.object({
  columns: z.array(z.string()),
  currency: z.string().optional(),
  rows: z.array(z.array(z.string().nullable())),
  total: z.number(),
});
export type Behind = z.infer<typeof behind>;

export const heatMap = coverage.extend({
  ...dayRange.shape,
  cells: z.array(z.object({ weekday: z.number(), hour: z.number(), tokens: count })),
});
export type HeatMap = z.infer<typeof heatMap>;
