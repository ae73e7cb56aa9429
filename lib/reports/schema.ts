import { z } from "zod";
import {
  costGroups,
  countDays,
  granularities,
  isDay,
  mostRangeDays,
  rangePresets,
  toDay,
  toDayRange,
  toGroupQuery,
  usageGroups,
} from "./search-params";
import { tokenKinds } from "./vocabulary";

const day = z.string().refine(isDay, "is not a UTC day in the form YYYY-MM-DD");

/** The part of a report's query string that says which days. */
const rangeShape = {
  range: z.enum(rangePresets).default("30d"),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
};

type GivenRange = { from: string | null; to: string | null };

/** Unlike the page, a door refuses days that are no range. */
function checkRange({ from, to }: GivenRange, context: z.core.$RefinementCtx): void {
  const days = from && to ? countDays({ from, to }) : 1;
  if (days < 1) context.addIssue({ code: "custom", path: ["to"], message: "lies before from" });
  if (days > mostRangeDays)
    context.addIssue({
      code: "custom",
      path: ["to"],
      message: `lies more than ${mostRangeDays} days after from`,
    });
}

/** The query strings of the pages and of their doors, resolved to days. */
export const costSearch = toSearch(z.enum(costGroups).default("workspace"));
export const usageSearch = toSearch(z.enum(usageGroups).default("kind"));

function toSearch<Group extends string>(group: z.ZodType<Group, unknown>) {
  return z
    .object({ ...rangeShape, group, granularity: z.enum(granularities).nullable().default(null) })
    .superRefine(checkRange)
    .transform((search) => toGroupQuery(search, toDay(new Date())));
}

/** The query string of an export: the page's days, and columns by their names, all unless told. */
export function toPivotSearch<Group extends string>(groups: readonly Group[]) {
  return z
    .object({ ...rangeShape, group: z.string().default("") })
    .superRefine(checkRange)
    .transform(({ group, ...range }, context) => {
      const names = group.split(",").filter((name) => name !== "");
      const known = names.flatMap((name) => groups.find((one) => one === name) ?? []);
      if (known.length < names.length)
        context.addIssue({ code: "custom", path: ["group"], message: `takes only ${groups.join(", ")}` });
      const chosen = known.length > 0 ? [...new Set(known)] : groups;
      return { ...toDayRange(range, toDay(new Date())), groups: chosen };
    });
}

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
