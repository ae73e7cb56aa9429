import { z } from "zod";
import { inOneCurrency } from "@/lib/reports/schema";
import { cents, days, loading, named } from "./schema";

const change = named.extend({ beforeCents: cents, afterCents: cents, differenceCents: cents });
export type Change = z.infer<typeof change>;

/** Exact parts of a difference in cents, which add up to it. */
const effects = z.object({
  volumeCents: cents,
  mixCents: cents,
  priceCents: cents,
  otherCents: cents,
  tokensBefore: z.string(),
  tokensAfter: z.string(),
});
export type Effects = z.infer<typeof effects>;

const driver = named.extend({ kind: z.enum(["workspace", "key"]), differenceCents: cents });
export type Driver = z.infer<typeof driver>;

/** Where a difference comes from. */
export const changeStory = z.object({
  /** A few days in a row that explain at least half of it, and by how much they exceed as many usual days. */
  span: days.extend({ differenceCents: cents }).nullable(),
  /** What explains most of those days, or of the whole difference: at most two, largest first. */
  drivers: z.array(driver),
  /** Whether most tokens of the drivers, which are keys, were in batches. */
  isBatch: z.boolean(),
  /** Null without tokens to compare. */
  effects: effects.nullable(),
});
export type ChangeStory = z.infer<typeof changeStory>;

export const spendChanges = z.object({
  ...inOneCurrency,
  before: days,
  after: days,
  /** Keys of tags that the difference can be broken down by. */
  tags: z.array(z.string()),
  /** The workspace that everything is narrowed to. */
  within: named.nullable(),
  beforeCents: cents,
  afterCents: cents,
  differenceCents: cents,
  /** Largest difference first, in either direction; they add up to the total. */
  rows: z.array(change),
  /** Null until every day is loaded, and if nothing changed. */
  story: changeStory.nullable(),
  isEstimate: z.boolean(),
  missingDays: z.number(),
  incompleteDays: z.number(),
  loading,
});
export type SpendChanges = z.infer<typeof spendChanges>;

export const monthChanges = z.object({
  currency: z.string(),
  after: days,
  before: days,
  afterCents: cents,
  beforeCents: cents,
  differenceCents: cents,
  story: changeStory.nullable(),
});
export type MonthChanges = z.infer<typeof monthChanges>;
