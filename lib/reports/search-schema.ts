import "server-only";
import { z } from "zod";
import {
  actorSorts,
  costGroups,
  countDays,
  granularities,
  isDay,
  mostRangeDays,
  rangePresets,
  toDay,
  toDayRange,
  toGroupQuery,
  toPeriodQuery,
  usageGroups,
} from "./search-params";

const day = z.string().refine(isDay, "is not a UTC day in the form YYYY-MM-DD");

/** The part of a report's query string that says which days. */
const rangeShape = {
  range: z.enum(rangePresets).default("30d"),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
};

const granularity = z.enum(granularities).nullable().default(null);

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
    .object({ ...rangeShape, group, granularity })
    .superRefine(checkRange)
    .transform((search) => toGroupQuery(search, toDay(new Date())));
}

export const claudeCodeSearch = z
  .object({ ...rangeShape, granularity })
  .superRefine(checkRange)
  .transform((search) => toPeriodQuery(search, toDay(new Date())));

export const claudeCodeActorsSearch = z
  .object({
    ...rangeShape,
    kind: z.string().default("user_actor"),
    sort: z.enum(actorSorts).default("sessions"),
    dir: z.enum(["asc", "desc"]).default("desc"),
    page: z.coerce.number().int().min(1).default(1),
  })
  .superRefine(checkRange)
  .transform(({ kind, sort, dir, page, ...range }) => ({
    ...toDayRange(range, toDay(new Date())),
    kind,
    sort,
    direction: dir,
    page,
  }));

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
