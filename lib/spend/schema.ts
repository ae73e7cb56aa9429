import { z } from "zod";
import { loadingHistory } from "@/lib/history/schema";
import { inOneCurrency } from "@/lib/reports/schema";
import { chargebackRules } from "@/lib/settings/vocabulary";

const cents = z.string();
/** What the parts that are null or empty wait for; null once nothing does. */
const loading = loadingHistory.nullable();
const named = z.object({ key: z.string(), label: z.string().nullable() });

/** Null bounds where fewer months are known than a range needs. */
const forecast = z.object({
  cents,
  lowCents: cents.nullable(),
  highCents: cents.nullable(),
  /** Earlier months in which the same method was tried. */
  tries: z.number(),
});

export const spendMonth = z.object({
  ...inOneCurrency,
  month: z.string(),
  today: z.string(),
  loading,
  /** Null while a day so far is to be read. */
  cents: cents.nullable(),
  /** The month before, whole and up to the same day; null while a day of it was not read. */
  lastCents: cents.nullable(),
  lastToDateCents: cents.nullable(),
  /** Of the month's end; null without the month so far and four whole weeks before today. */
  forecast: forecast.nullable(),
  missingDays: z.number(),
  incompleteDays: z.number(),
  /** What was spent by the end of each day: of this month's up to today, and of the whole last one, where it is known. */
  course: z.object({ days: z.number(), now: z.array(cents), last: z.array(cents) }),
  /** The 30 days before today, oldest first; none while one is to be read. */
  days: z.array(z.object({ day: z.string(), cents })),
});
export type SpendMonth = z.infer<typeof spendMonth>;

/** What a row is made of, the largest first; none where the source does not tell. */
const costParts = z
  .array(z.object({ key: z.string(), cents }))
  .nullable()
  .transform((parts) => parts ?? []);
export type CostPart = z.infer<typeof costParts>[number];

export const spendActors = z.object({
  ...inOneCurrency,
  from: z.string(),
  to: z.string(),
  /** Reported by the API; estimated from tokens and the prices of the day; not to be had; or not asked for yet. */
  source: z.enum(["reported", "estimated", "none", "pending", "masked"]),
  rows: z.array(
    z
      .object({
        id: z.string(),
        name: z.string().nullable(),
        email: z.string().nullable(),
        cents,
        list_cents: cents.nullable(),
        products: costParts,
        models: costParts,
      })
      .transform(({ list_cents, ...row }) => ({ ...row, listCents: list_cents })),
  ),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** All rows of all pages, the cost report's total of the same days, and what of it no row has. */
  cents,
  listCents: cents.nullable(),
  /** Whether a list price of the range differs from the net one, and whether there is more than one product or model. */
  isDiscounted: z.boolean(),
  hasProducts: z.boolean(),
  hasModels: z.boolean(),
  reportedCents: cents,
  restCents: cents,
  loading,
  missingDays: z.number(),
  incompleteDays: z.number(),
  /** Until when a source that is exported from time to time is complete; null where it does not say. */
  completeUntil: z.iso.datetime().nullable(),
});
export type SpendActors = z.infer<typeof spendActors>;

const change = named.extend({ beforeCents: cents, afterCents: cents, differenceCents: cents });
export type Change = z.infer<typeof change>;

export const spendChanges = z.object({
  ...inOneCurrency,
  before: z.object({ from: z.string(), to: z.string() }),
  after: z.object({ from: z.string(), to: z.string() }),
  beforeCents: cents,
  afterCents: cents,
  differenceCents: cents,
  /** The largest difference first, whichever way; they sum to the whole. */
  rows: z.array(change),
  /** Whether cost by key was estimated. */
  isEstimate: z.boolean(),
  /** Days of both periods that were not read. */
  missingDays: z.number(),
  incompleteDays: z.number(),
  loading,
});
export type SpendChanges = z.infer<typeof spendChanges>;

const contributor = named.extend({ differenceCents: cents });

export const standouts = z.object({
  ...inOneCurrency,
  /** Days that were read. */
  days: z.array(z.object({ day: z.string(), cents })),
  /** Set while some days cannot be judged yet, because what is usual for them is to be read. */
  loading,
  /** Days with rows that could not be read, among those that a judgment stands on. */
  incompleteDays: z.number(),
  /** Days far from what their weekday usually costs, newest first, with what moved most. */
  standouts: z.array(
    z.object({
      day: z.string(),
      cents,
      usualCents: cents,
      differenceCents: cents,
      workspace: contributor.nullable(),
      model: contributor.nullable(),
    }),
  ),
});
export type Standouts = z.infer<typeof standouts>;
export type Standout = Standouts["standouts"][number];

export const chargeback = z.object({
  ...inOneCurrency,
  month: z.string(),
  tag: z.string().nullable(),
  rule: z.enum(chargebackRules),
  /** The center that gets the rest, for the rule of that name. */
  center: z.string().nullable(),
  /** One line a cost center; no name: what nobody has been given. They sum to the total to the last digit. */
  lines: z.array(
    z.object({
      center: z.string().nullable(),
      workspaces: z.array(z.string()),
      directCents: cents,
      sharedCents: cents,
      cents,
    }),
  ),
  totalCents: cents,
  /** Untagged and shared cost, before the rule. */
  sharedCents: cents,
  /** What can be chosen: months with cost, tags that occur, and values of the chosen one. */
  months: z.array(z.string()),
  tags: z.array(z.string()),
  centers: z.array(z.string()),
  /** Whether the reader sees some workspaces only, whose cost is not spread. */
  isPartial: z.boolean(),
  missingDays: z.number(),
  incompleteDays: z.number(),
  loading,
});
export type Chargeback = z.infer<typeof chargeback>;

export const organizationsCost = z.object({
  from: z.string(),
  to: z.string(),
  /** A row an organization and currency, the own one first. None where the key reads one organization alone. */
  rows: z.array(
    z.object({ id: z.string(), isOwn: z.boolean(), currency: z.string(), cents, listCents: cents }),
  ),
});
export type OrganizationsCost = z.infer<typeof organizationsCost>;
