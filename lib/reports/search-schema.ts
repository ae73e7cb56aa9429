import "server-only";
import { z } from "zod";
import { countDays, isDay, toDay } from "@/lib/calendar";
import { toCurrency } from "@/lib/money";
import { actorSorts, toClaudeCodeQuery } from "@/lib/reports/claude-code/search-params";
import { toCostQuery } from "@/lib/reports/cost/search-params";
import { toUsageQuery } from "@/lib/reports/usage/search-params";
import { parseAsTexts, toBoundedPage } from "@/lib/search-params";
import { maxRangeDays, toDayRange, toFilter } from "./search-params";
import {
  claudeCodeBreakdowns,
  claudeCodeDimensions,
  comparisons,
  costDimensions,
  granularities,
  rangePresets,
  topCounts,
  usageDimensions,
  usageGroups,
  usageSources,
} from "./vocabulary";

const day = z.string().refine(isDay, "is not a UTC day in the form YYYY-MM-DD");

const rangeShape = {
  range: z.enum(rangePresets).default("30d"),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
};

const granularity = z.enum(granularities).nullable().default(null);
const values = z
  .string()
  .default("")
  .transform((text) => parseAsTexts.parse(text) ?? []);

function toFilterShape<Dimension extends string>(dimensions: readonly Dimension[]) {
  const shape = dimensions.map((dimension) => [dimension, values]);
  return Object.fromEntries(shape) as Record<Dimension, typeof values>; // Sound: each name has it.
}

export const currency = z.string().transform(toCurrency).nullable().default(null);

type GivenRange = { from: string | null; to: string | null };

function checkRange({ from, to }: GivenRange, context: z.core.$RefinementCtx): void {
  const days = from && to ? countDays({ from, to }) : 1;
  if (days < 1) context.addIssue({ code: "custom", path: ["to"], message: "lies before from" });
  if (days > maxRangeDays)
    context.addIssue({
      code: "custom",
      path: ["to"],
      message: `lies more than ${maxRangeDays} days after from`,
    });
}

const source = z.enum(usageSources).default("messages");
const compare = z.enum(comparisons).default("previous");

const breakdownViewShape = {
  ...rangeShape,
  granularity,
  compare,
  top: z.enum(topCounts.map(String)).default("8"),
};

export const costSearch = z
  .object({
    ...breakdownViewShape,
    ...toFilterShape(costDimensions),
    group: z.enum(costDimensions).default("workspace"),
    currency,
  })
  .superRefine(checkRange)
  .transform((search) => toCostQuery(search, today()));

export const usageSearch = z
  .object({
    ...breakdownViewShape,
    ...toFilterShape(usageDimensions),
    kind: values,
    group: z.enum(usageGroups).default("kind"),
    source,
  })
  .superRefine(checkRange)
  .transform((search) => toUsageQuery(search, today()));

const claudeCodeShape = { ...rangeShape, ...toFilterShape(claudeCodeDimensions) };

export const claudeCodeSearch = z
  .object({ ...claudeCodeShape, granularity, compare })
  .superRefine(checkRange)
  .transform((search) => toClaudeCodeQuery(search, today()));

export const claudeCodeActorsSearch = z
  .object({
    ...claudeCodeShape,
    kind: z.string().default("user_actor"),
    sort: z.enum(actorSorts).default("sessions"),
    dir: z.enum(["asc", "desc"]).default("desc"),
    page: z.coerce.number().int().min(1).transform(toBoundedPage).default(1),
  })
  .superRefine(checkRange)
  .transform(({ kind, sort, dir: direction, page, ...search }) => ({
    ...toDayRange(search, today()),
    filter: toFilter(search, claudeCodeDimensions),
    kind,
    sort,
    direction,
    page,
  }));

export const breakdownSearch = z
  .object({ ...claudeCodeShape, by: z.enum(claudeCodeBreakdowns).default("model") })
  .superRefine(checkRange)
  .transform(({ by, ...search }) => ({
    ...toDayRange(search, today()),
    filter: toFilter(search, claudeCodeDimensions),
    by,
  }));

export function toValuesSearch<Dimension extends string>(dimensions: readonly Dimension[]) {
  return z
    .object({ ...rangeShape, by: z.enum(dimensions), q: z.string().max(200).default(""), source })
    .superRefine(checkRange)
    .transform(({ by, q, source: from, ...range }) => ({
      ...toDayRange(range, today()),
      by,
      q,
      source: from,
    }));
}

/** The page's days and filter, plus column names; `columns` is the default. */
export function toPivotSearch<Group extends string>(
  groups: readonly Group[],
  columns: readonly Group[],
  dimensions: readonly string[],
) {
  return z
    .looseObject({ ...rangeShape, group: z.string().default("") })
    .superRefine(checkRange)
    .transform(({ group, ...search }, context) => {
      const names = group.split(",").filter((name) => name !== "");
      const known = names.flatMap((name) => groups.find((one) => one === name) ?? []);
      if (known.length < names.length)
        context.addIssue({ code: "custom", path: ["group"], message: `takes only ${groups.join(", ")}` });
      const chosen = known.length > 0 ? [...new Set(known)] : columns;
      const filter = toFilter(z.object(toFilterShape(dimensions)).parse(search), dimensions);
      return { ...toDayRange(search, today()), groups: chosen, filter };
    });
}

function today(): string {
  return toDay(new Date());
}
