import { z } from "zod";
import { isDay } from "@/lib/core/format/calendar";
import { proseText } from "@/lib/core/format/typed-text";
import { inOneCurrency } from "@/lib/money/reports/schema";
import { cents, days, loading, named } from "./schema";

const change = named.extend({ beforeCents: cents, afterCents: cents, differenceCents: cents });
export type Change = z.infer<typeof change>;

/** Exact parts of a difference in cents. They add up to it, less what more or fewer days cost. */
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

/** Where a difference comes from, apart from more or fewer days. */
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
  /** Days that aren't loaded yet, and those that never will be because they are older than the history. */
  missingDays: z.number(),
  unkeptDays: z.number(),
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

/** What moved most within a workspace, without amounts: those of keys are of another kind than what is billed. */
const mover = named.extend({ level: z.enum(["key", "model", "tier"]) });
export type Mover = z.infer<typeof mover>;

/** A workspace that drove a day, against its own usual amount. */
const dayDriver = named.extend({ differenceCents: cents, within: z.array(mover) });
export type DayDriver = z.infer<typeof dayDriver>;

const noted = z.object({
  note: z.string(),
  owner: z.string(),
  ownerName: z.string().nullable(),
  byName: z.string().nullable(),
  by: z.string(),
  at: z.string(),
});

export const unusualDays = z.object({
  ...inOneCurrency,
  today: z.string(),
  days: z.array(z.object({ day: z.string(), cents })),
  /** Set while some days can't be judged, because their usual cost isn't loaded. */
  loading,
  incompleteDays: z.number(),
  unusualDays: z.array(
    z.object({
      day: z.string(),
      cents,
      usualCents: cents,
      differenceCents: cents,
      /** Largest first, until they explain most of the difference. */
      drivers: z.array(dayDriver),
      /** Who takes care of it; null until someone acknowledges it. */
      noted: noted.nullable(),
    }),
  ),
});
export type UnusualDays = z.infer<typeof unusualDays>;
export type UnusualDay = UnusualDays["unusualDays"][number];

export const dayOwners = z.object({
  self: z.string(),
  owners: z.array(z.object({ email: z.string(), name: z.string().nullable() })),
});
export type DayOwners = z.infer<typeof dayOwners>;

const onDay = z.object({ day: z.string().refine(isDay), currency: z.string().regex(/^[A-Z]{3}$/) });
export const acknowledgeDayInput = onDay.extend({
  note: proseText.min(1).max(500),
  owner: z
    .string()
    .trim()
    .min(1)
    .max(320)
    .transform((email) => email.toLowerCase()),
});
export type AcknowledgeDay = z.input<typeof acknowledgeDayInput>;
export const reopenDayInput = onDay;
