import type { RangePreset } from "@/lib/money/reports/vocabulary";

/** Savings are known by calendar month, so these are whole months, the current one so far. */
export const savingsRanges = [
  "last_month",
  "this_month",
  "quarter",
  "this_year",
  "12_months",
] as const satisfies readonly (RangePreset | "12_months")[];
export type SavingsRange = (typeof savingsRanges)[number];

export const chartMonths = 12;

export const opportunityKinds = [
  "caching",
  "batching",
  "successor",
  "long_context",
  "fast_mode",
  "idle_sessions",
] as const;
export type OpportunityKind = (typeof opportunityKinds)[number];

/** For how many days advice can be dismissed. */
export const dismissalDays = [30, 90, 180, 365] as const;
export const maxReasonLength = 500;

/** Less than this in a month is no reason for advice about a key or a workspace. */
export const minTokens = 10_000_000;
/** In the smallest unit of the currency: what a key could save in a month at least. */
export const minCents = 100;
/** How many other keys there must be to speak of similar traffic. */
export const minSimilarKeys = 3;
/** The keys and workspaces that an opportunity names. */
export const namedAtMost = 10;
