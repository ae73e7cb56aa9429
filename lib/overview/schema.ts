import { z } from "zod";
import { attentionKinds } from "./vocabulary";

const trend = z.array(z.number());

/** What is counted for those who may see it; the others find null. Days are the 30 before today, which is not over; oldest first. */
export const overview = z.object({
  usage: z
    .object({ tokens: z.string(), trend, cacheShare: z.number().nullable(), cacheTrend: trend })
    .nullable(),
  keys: z.object({ active: z.number(), trend }).nullable(),
  people: z.object({ total: z.number(), trend }).nullable(),
  invites: z.object({ pending: z.number(), expiring: z.number(), trend }).nullable(),
  /** Different people of the last seven days, and of each day. */
  claudeCode: z.object({ active: z.number(), trend }).nullable(),
  /** Of the whole organisation, for those who see the whole. */
  budget: z.object({ id: z.string(), cents: z.string() }).nullable(),
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
      /** Where it is put right, in here. */
      href: z.string(),
    }),
  ),
});
export type Overview = z.infer<typeof overview>;
export type Attention = Overview["attention"][number];
