import { z } from "zod";
import { loadingHistory } from "@/lib/core/history/schema";
import { chartColor } from "@/lib/core/organization/schema";
import { comparedOf, count, periods, ratio } from "@/lib/money/reports/schema";
import { workCounts } from "@/lib/money/reports/vocabulary";
import { claudeCodeBreakdowns } from "./dimensions";

/** `cents` is a decimal, the source's own estimate. */
const claudeCodeSums = z.record(z.enum([...workCounts, "tokens", "cents"]), count);
export type ClaudeCodeSums = z.infer<typeof claudeCodeSums>;

const actorCounts = z.array(z.object({ key: z.string(), actors: z.number() }));
/** People and keys of the whole range: how many, and their estimated cost. */
const actorKinds = z.array(z.object({ key: z.string(), actors: z.number(), cents: count }));

export const claudeCodeReport = periods.extend({
  isMasked: z.boolean(),
  otherCents: z.record(z.string(), z.string()).nullable(),
  buckets: z.array(
    z.object({
      startsOn: z.string(),
      actors: z.number(),
      parts: actorCounts,
      sums: claudeCodeSums,
    }),
  ),
  kinds: actorKinds,
  sums: claudeCodeSums,
  compared: comparedOf(z.object({ kinds: actorKinds, sums: claudeCodeSums }), z.number()),
  /** Busiest first; null without proposals. */
  tools: z.array(z.object({ tool: z.string(), accepted: count, rejected: count, acceptance: ratio })),
});
export type ClaudeCodeReport = z.infer<typeof claudeCodeReport>;

export const claudeCodeActors = z.object({
  rows: z.array(
    z.object({
      actor: z.string(),
      name: z.string().nullable(),
      sums: claudeCodeSums,
      acceptance: ratio,
    }),
  ),
  /** The largest value of each sum in the whole list; null if it is empty. */
  most: claudeCodeSums.nullable(),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
});
export type ClaudeCodeActors = z.infer<typeof claudeCodeActors>;

export const claudeCodeBreakdown = z.object({
  by: z.enum(claudeCodeBreakdowns),
  rows: z.array(
    z.object({
      key: z.string(),
      /** The color of a model; other parts have none of their own. */
      color: chartColor.nullable(),
      actors: z.number(),
      sums: claudeCodeSums,
    }),
  ),
});
export type ClaudeCodeBreakdown = z.infer<typeof claudeCodeBreakdown>;

export const bridgeReasons = [
  "subscription",
  "other_workspaces",
  "unknown_keys",
  "without_cost",
  "without_estimate",
  "prices",
] as const;

/** The steps lead from the estimate to what is billed, exactly. */
export const bridge = z.object({
  from: z.string(),
  to: z.string(),
  workspaces: z.array(z.string()),
  estimatedCents: count,
  billedCents: count,
  steps: z.array(z.object({ reason: z.enum(bridgeReasons), cents: count })),
});
export type Bridge = z.infer<typeof bridge>;

export const adoption = z.object({
  to: z.string().nullable(),
  loading: loadingHistory.nullable(),
  /** Current members, those who ever used it, and those who did in the last week. */
  members: z.number(),
  everActive: z.number().nullable(),
  activeThisWeek: z.number().nullable(),
  day: z.number().nullable(),
  week: z.number().nullable(),
  month: z.number().nullable(),
});
export type Adoption = z.infer<typeof adoption>;
