import { z } from "zod";
import { pageParts } from "@/lib/db/vocabulary";
import { loadingHistory } from "@/lib/history/schema";
import { attentionKinds } from "./vocabulary";

const trend = z.array(z.number());
const loading = loadingHistory.nullable();

/**
 * Null for people who may not see a figure, and while its data is loading. Covers the 30 days before today, oldest
 * first.
 */
export const overview = z.object({
  loading,
  attentionLoading: loading,
  usage: z
    .object({
      tokens: z.string().nullable(),
      trend,
      cacheShare: z.number().nullable(),
      cacheTrend: trend,
      loading,
    })
    .nullable(),
  keys: z.object({ active: z.number().nullable() }).nullable(),
  people: z.object({ total: z.number().nullable() }).nullable(),
  invites: z.object({ pending: z.number().nullable(), expiring: z.number() }).nullable(),
  claudeCode: z.object({ active: z.number().nullable(), loading }).nullable(),
  /** Only for people who see the whole organization. */
  budget: z.object({ id: z.string(), cents: z.string() }).nullable(),
  unavailable: z.array(z.enum(pageParts)),
  attention: z.array(
    z.object({
      kind: z.enum(attentionKinds),
      isUrgent: z.boolean(),
      count: z.number(),
      /** Untrusted text; null if the kind says it all or the reader's language has a name. */
      detail: z.string().nullable(),
      day: z.string().nullable(),
      cents: z.string().nullable(),
      currency: z.string(),
      href: z.string(),
    }),
  ),
});
export type Overview = z.infer<typeof overview>;
export type Attention = Overview["attention"][number];
