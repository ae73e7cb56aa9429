import { z } from "zod";

export const loadingHistory = z.object({
  done: z.number(),
  total: z.number(),
  /** Days up to yesterday read without a gap: enough for conclusions that need no more. */
  readDays: z.number(),
  /** Whether the sync fails, so that waiting doesn't help. */
  isFailing: z.boolean(),
  /** Set if this kind of organization doesn't have the report, so there is nothing to wait for. */
  isUnavailable: z.literal(true).optional(),
});
export type LoadingHistory = z.infer<typeof loadingHistory>;
