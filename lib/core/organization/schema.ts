import { z } from "zod";

/** A place in the palette of charts, or a workspace's own display color. */
export const chartColor = z.union([z.number(), z.string()]);
export type ChartColor = z.infer<typeof chartColor>;

/** `since` and `by` are null where no log knows; `seenSince` is when Castellan first saw the membership. */
export const membershipSince = z.object({
  since: z.string().nullable(),
  by: z.string().nullable(),
  byName: z.string().nullable(),
  seenSince: z.string(),
});
export type MembershipSince = z.infer<typeof membershipSince>;
