import { z } from "zod";

/** How far the history of a report is loaded, where a conclusion has to wait for it. */
export const loadingHistory = z.object({
  /** Days that are read, of all that are kept. */
  done: z.number(),
  total: z.number(),
  /** Days up to yesterday that are read without a gap: what needs no more than these can be concluded. */
  readDays: z.number(),
  /** Whether the sync of the report fails, so that waiting alone does not help. */
  isFailing: z.boolean(),
  /** Set where this kind of organization does not have the report, so that there is nothing to wait for. */
  isUnavailable: z.literal(true).optional(),
});
export type LoadingHistory = z.infer<typeof loadingHistory>;
