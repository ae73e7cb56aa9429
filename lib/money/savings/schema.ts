import { z } from "zod";
import { proseText } from "@/lib/core/format/typed-text";
import { loadingHistory } from "@/lib/core/history/schema";
import { inOneCurrency } from "@/lib/money/reports/schema";
import { dismissalDays, maxReasonLength, opportunityKinds } from "./vocabulary";

const cents = z.string();

/** Paid and saved add up to the full price to the last digit. */
const saved = {
  paidCents: cents,
  cachingCents: cents,
  batchingCents: cents,
  savedCents: cents,
  fullCents: cents,
};

const month = z.object({ month: z.string(), ...saved });

const ofModel = z.object({ model: z.string().nullable(), tokens: z.string(), ...saved });
export type ModelSavings = z.infer<typeof ofModel>;

export const savings = z.object({
  ...inOneCurrency,
  from: z.string(),
  to: z.string(),
  today: z.string(),
  /** The months up to the last one of the range, without those that had no cost before the first. */
  months: z.array(month),
  /** The models of the range, most saved first. */
  models: z.array(ofModel),
  ...saved,
  /** Tokens whose full price isn't known, which counts as what was paid. */
  unpricedTokens: z.string(),
  tokens: z.string(),
  /** Whether a month of the range isn't added up yet. */
  isSumming: z.boolean(),
  missingDays: z.number(),
  incompleteDays: z.number(),
  loading: loadingHistory.nullable(),
});
export type Savings = z.infer<typeof savings>;

const concerned = z.object({
  id: z.string(),
  name: z.string().nullable(),
  lowCents: cents,
  highCents: cents,
});
export type Concerned = z.infer<typeof concerned>;

const opportunity = z.object({
  kind: z.enum(opportunityKinds),
  lowCents: cents,
  highCents: cents,
  /** Of the month: what the advice is about, such as input tokens, and what they cost. */
  tokens: z.string(),
  paidCents: cents,
  /** For caching: the share of input that these keys and similar ones read from the cache. */
  share: z.number().nullable(),
  similarShare: z.number().nullable(),
  /** For a successor: which models by which; for idle sessions: on how many days. */
  models: z.array(z.object({ model: z.string(), successor: z.string() })),
  days: z.number().nullable(),
  of: z.enum(["keys", "workspaces"]),
  count: z.number(),
  concerned: z.array(concerned),
});
export type Opportunity = z.infer<typeof opportunity>;

const kind = z.enum(opportunityKinds);
export const dismissInput = z.strictObject({
  kind,
  reason: proseText.min(1).max(maxReasonLength),
  days: z.literal(dismissalDays),
});
export type Dismiss = z.infer<typeof dismissInput>;
export const restoreInput = z.strictObject({ kind });

const dismissed = z.object({
  kind,
  reason: z.string(),
  until: z.string(),
  by: z.string(),
  byName: z.string().nullable(),
});
export type Dismissed = z.infer<typeof dismissed>;

export const opportunities = z.object({
  currency: z.string(),
  month: z.string(),
  /** Greatest first. */
  opportunities: z.array(opportunity),
  /** Hidden for a while, and not part of what all of them could save. */
  dismissed: z.array(dismissed),
  /** What all of them could save: where two concern the same key, only the greater one counts. */
  highCents: cents,
  /** Null once the month is loaded and added up. */
  loading: loadingHistory.nullable(),
  isSumming: z.boolean(),
});
export type Opportunities = z.infer<typeof opportunities>;
