import { z } from "zod";
import { pageParts } from "@/lib/core/db/vocabulary";
import { loadingHistory } from "@/lib/core/history/schema";
import { findingRuleNames } from "@/lib/core/marks/vocabulary";
import { chartColor } from "@/lib/core/organization/schema";
import { budgetPeriods } from "@/lib/money/budgets/vocabulary";
import { monthChanges } from "@/lib/money/spend/change-schema";
import { days, spendMonth } from "@/lib/money/spend/schema";
import { attentionKinds } from "./vocabulary";

const cents = z.string();
const loading = loadingHistory.nullable();

/** Null for people who may not see a figure, and while its data is loading. */
export const overview = z.object({
  loading,
  attentionLoading: loading,
  /** Every figure is about the month so far, and compared with the same days of the last one. */
  periods: z.object({ now: days, before: days }),
  month: spendMonth,
  /** Null without enough history. */
  changes: monthChanges.nullable(),
  /** The most expensive ones. Without a label: Default. */
  topWorkspaces: z.array(
    z.object({ key: z.string(), label: z.string().nullable(), color: chartColor.nullable(), cents }),
  ),
  usage: z
    .object({
      tokens: z.string().nullable(),
      cacheShare: z.number().nullable(),
      shareBefore: z.number().nullable(),
      loading,
    })
    .nullable(),
  /** Active people, and the mean of their estimated costs. */
  claudeCode: z
    .object({
      active: z.number().nullable(),
      centsEach: cents.nullable(),
      activeBefore: z.number().nullable(),
      loading,
    })
    .nullable(),
  people: z.object({ total: z.number().nullable() }).nullable(),
  invites: z.object({ pending: z.number().nullable(), expiring: z.number() }).nullable(),
  keys: z.object({ active: z.number().nullable() }).nullable(),
  workspaces: z.object({ total: z.number().nullable() }).nullable(),
  /** Only for people who see the whole organization. */
  budget: z.object({ id: z.string(), cents, spentCents: cents.nullable() }).nullable(),
  unavailable: z.array(z.enum(pageParts)),
  attention: z.array(
    z.object({
      kind: z.enum(attentionKinds),
      isUrgent: z.boolean(),
      count: z.number(),
      /** Untrusted text; null if the kind says it all or the reader's language has a name. */
      detail: z.string().nullable(),
      /** Only of budgets. */
      period: z.enum(budgetPeriods).nullable(),
      /** Only of findings; after how many days, if the rule counts them. */
      rule: z.enum(findingRuleNames).nullable(),
      days: z.number().nullable(),
      day: z.string().nullable(),
      cents: z.string().nullable(),
      /** Only of budgets: how much they are. */
      budgetCents: z.string().nullable(),
      currency: z.string(),
      href: z.string(),
    }),
  ),
});
export type Overview = z.infer<typeof overview>;
export type Attention = Overview["attention"][number];

/** What an admin of a new server sets up, besides what loads by itself. */
export type Setup = Record<"signIn" | "admin" | "mail" | "budget", "todo" | "started" | "done">;
