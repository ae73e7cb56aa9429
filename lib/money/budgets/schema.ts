import { z } from "zod";
import { locales } from "@/i18n/locale";
import { type Recipient, recipient, recipientsInput } from "@/lib/core/delivery/schema";
import { loadingHistory } from "@/lib/core/history/schema";
import { budgetPeriods, budgetScopes, maxPercent, maxThresholds } from "./vocabulary";

const cents = z.string();
const text = z.string().trim().min(1).max(255);

const scopes = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("organization") }),
  z.object({ scope: z.literal("workspace"), workspaceId: text }),
  z.object({ scope: z.literal("tag"), tagKey: text, tagValue: text }),
]);

const percent = z.number().int().min(1).max(maxPercent);

const terms = z.object({
  /** Chosen by the browser, so that a form sent twice adds one budget. */
  budgetId: z.uuid(),
  cents: z.string().regex(/^[1-9]\d{0,14}$/),
  thresholds: z
    .array(percent)
    .min(1)
    .max(maxThresholds)
    .transform((given) => [...new Set(given)].toSorted((one, other) => one - other)),
  /** Null if the forecast doesn't matter. */
  forecastThreshold: percent.nullable(),
  recipients: recipientsInput,
  /** The language of the messages. */
  locale: z.enum(locales),
});

export const addBudgetInput = z.intersection(terms.extend({ period: z.enum(budgetPeriods) }), scopes);
export const changeBudgetInput = terms;
export const removeBudgetInput = terms.pick({ budgetId: true });
export const testBudgetInput = terms.pick({ budgetId: true });
/** The same with recipients that are known by name. */
export type WithRecipients<Given> = Given extends unknown
  ? Omit<Given, "recipients"> & { recipients: Recipient[] }
  : never;
export type AddBudget = z.infer<typeof addBudgetInput>;
export type ChangeBudget = z.infer<typeof changeBudgetInput>;

export const budget = z.object({
  id: z.string(),
  scope: z.enum(budgetScopes),
  workspaceId: z.string().nullable(),
  tagKey: z.string().nullable(),
  tagValue: z.string().nullable(),
  /** Null for the Default workspace, which is named in the reader's language. */
  workspaceName: z.string().nullable(),
  isDefault: z.boolean(),
  workspaceIds: z.array(z.string()).nullable(),
  period: z.enum(budgetPeriods),
  cents,
  thresholds: z.array(z.number()),
  forecastThreshold: z.number().nullable(),
  /** Empty for those who can't change it. */
  recipients: z.array(recipient),
  /**
   * The period so far, and its forecast by weekday averages; null until those days and the previous four weeks are
   * loaded.
   */
  spentCents: cents.nullable(),
  forecastCents: cents.nullable(),
  /** Whether the forecast reaches its threshold while the cost doesn't yet. */
  isAtRisk: z.boolean(),
  crossed: z.object({ threshold: z.number(), at: z.string() }).nullable(),
  /** Twelve months, the current one last; null until all of a month's days are loaded. */
  months: z.array(z.object({ month: z.string(), cents: cents.nullable() })),
});
export type Budget = z.infer<typeof budget>;

export const budgetsPage = z.object({
  otherCurrencies: z.array(z.string()),
  month: z.string(),
  loading: loadingHistory.nullable(),
  budgets: z.array(budget),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), isDefault: z.boolean() })),
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
});
export type BudgetsPage = z.infer<typeof budgetsPage>;
