import { z } from "zod";
import { loadingHistory } from "@/lib/core/history/schema";
import { chargebackRules } from "@/lib/core/settings/vocabulary";
import { inOneCurrency } from "@/lib/money/reports/schema";
import { gapReasons } from "./vocabulary";

export const cents = z.string();
export const days = z.object({ from: z.string(), to: z.string() });
export const loading = loadingHistory.nullable();
export const named = z.object({ key: z.string(), label: z.string().nullable() });

const forecast = z.object({
  cents,
  lowCents: cents.nullable(),
  highCents: cents.nullable(),
  tries: z.number(),
});

const wholeForecast = forecast.extend({
  basis: z.object({
    /** The complete days of the month, and the days from today that are estimated. */
    spentCents: cents,
    days: z.number(),
    /** What the estimate is scaled by; null if too few months are known. */
    factor: z.number().nullable(),
    /** Unusual days of the last four weeks that count as usual ones. */
    usualDays: z.array(z.string()),
  }),
  /** Null unless every day before this month is known. */
  quarterCents: cents.nullable(),
  yearCents: cents.nullable(),
  /** Whether earlier days are still loading, from which the method learns. */
  isProvisional: z.boolean(),
});

export const spendMonth = z.object({
  ...inOneCurrency,
  month: z.string(),
  today: z.string(),
  loading,
  cents: cents.nullable(),
  /** The previous month; null until loaded. */
  lastCents: cents.nullable(),
  /** The complete days of the month and the same days of the previous one; null until loaded and on the first day. */
  compared: z.object({ after: days, before: days, afterCents: cents, beforeCents: cents }).nullable(),
  /** Null without the month so far and four complete weeks before today. */
  forecast: wholeForecast.nullable(),
  /** Days up to today that aren't loaded yet, and those that never will be because they are older than the history. */
  missingDays: z.number(),
  unkeptDays: z.number(),
  incompleteDays: z.number(),
  /**
   * Cumulative by day: this month up to today, with null for days that aren't known, all of the previous one if known,
   * and the days after today.
   */
  course: z.object({
    days: z.number(),
    now: z.array(cents.nullable()),
    last: z.array(cents),
    expected: z.array(forecast.omit({ tries: true })),
  }),
});
export type SpendMonth = z.infer<typeof spendMonth>;

const costParts = z
  .array(z.object({ key: z.string(), cents }))
  .nullable()
  .transform((parts) => parts ?? []);
export type CostPart = z.infer<typeof costParts>[number];

const gap = z.object({ reason: z.enum(gapReasons), cents });
export type Gap = z.infer<typeof gap>;

export const spendActors = z.object({
  ...inOneCurrency,
  from: z.string(),
  to: z.string(),
  /** Reported by the API; estimated from tokens and prices; unavailable; or not checked yet. */
  source: z.enum(["reported", "estimated", "none", "pending", "masked"]),
  rows: z.array(
    z
      .object({
        id: z.string(),
        name: z.string().nullable(),
        email: z.string().nullable(),
        cents,
        list_cents: cents.nullable(),
        /** The amount as printed, rounded together with the rows of all pages. */
        printedCents: cents,
        printedListCents: cents.nullable(),
        products: costParts,
        models: costParts,
      })
      .transform(({ list_cents, ...row }) => ({ ...row, listCents: list_cents })),
  ),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** All rows of all pages, the cost report's total of the same days, and the part that no row has. */
  cents,
  listCents: cents.nullable(),
  isDiscounted: z.boolean(),
  hasProducts: z.boolean(),
  hasModels: z.boolean(),
  reportedCents: cents,
  restCents: cents,
  /** Why there is a rest; the amounts add up to it, exactly and as printed. */
  gaps: z.array(gap.extend({ printedCents: cents })),
  printed: z.object({
    cents,
    listCents: cents.nullable(),
    restCents: cents,
    reportedCents: cents,
    places: z.number(),
  }),
  loading,
  missingDays: z.number(),
  incompleteDays: z.number(),
  completeUntil: z.iso.datetime().nullable(),
});
export type SpendActors = z.infer<typeof spendActors>;

export const chargeback = z.object({
  ...inOneCurrency,
  month: z.string(),
  tag: z.string().nullable(),
  rule: z.enum(chargebackRules),
  center: z.string().nullable(),
  /** One line per cost center; without a name: unassigned. They add up to the total to the last digit. */
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
  sharedCents: cents,
  /** The workspaces that form the shared pool; they add up to `sharedCents`. */
  pool: z.array(z.object({ workspaceId: z.string(), workspace: z.string(), cents })),
  /** Whether the rule assigns the pool to a center that isn't chosen. Such a statement can't be exported. */
  lacksCenter: z.boolean(),
  /** The number of the statement that the month is closed with. */
  closedNumber: z.number().nullable(),
  months: z.array(z.string()),
  tags: z.array(z.string()),
  centers: z.array(z.string()),
  /** Whether the reader sees only some workspaces, whose cost isn't spread. */
  isPartial: z.boolean(),
  missingDays: z.number(),
  unkeptDays: z.number(),
  incompleteDays: z.number(),
  loading,
});
export type Chargeback = z.infer<typeof chargeback>;

export const organizationsCost = z.object({
  from: z.string(),
  to: z.string(),
  /** One row per organization and currency, ours first. Empty if the key reads only one. */
  rows: z.array(
    z.object({ id: z.string(), isOwn: z.boolean(), currency: z.string(), cents, listCents: cents }),
  ),
});
export type OrganizationsCost = z.infer<typeof organizationsCost>;
