import { z } from "zod";
import { pageParts } from "@/lib/db/vocabulary";
import { loadingHistory } from "@/lib/history/schema";
import { attentionKinds } from "./vocabulary";

/** Without days while one of them is to be read. */
const trend = z.array(z.number());
const loading = loadingHistory.nullable();

/**
 * What is counted for those who may see it; the others find null. A figure is null while what it stands on is to be read.
 * Days are the 30 before today, which is not over; oldest first.
 */
export const overview = z.object({
  /** What the figures or the attention wait for. */
  loading,
  /** What attention waits for: unusual days, unused keys and what the budgets come to. */
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
  /** Different people of the last seven days. */
  claudeCode: z.object({ active: z.number().nullable(), loading }).nullable(),
  /** Of the whole organization, for those who see the whole. */
  budget: z.object({ id: z.string(), cents: z.string() }).nullable(),
  /** Parts of the API that this kind of organization does not have, of those that pages stand on. */
  unavailable: z.array(z.enum(pageParts)),
  /** The most urgent first. */
  attention: z.array(
    z.object({
      kind: z.enum(attentionKinds),
      isUrgent: z.boolean(),
      count: z.number(),
      /** A name that somebody typed; null where the kind says it all, or for what the reader's language names. */
      detail: z.string().nullable(),
      day: z.string().nullable(),
      /** An exact amount, where money is the matter. */
      cents: z.string().nullable(),
      currency: z.string(),
      /** Where it is put right, in here. */
      href: z.string(),
    }),
  ),
});
export type Overview = z.infer<typeof overview>;
export type Attention = Overview["attention"][number];
