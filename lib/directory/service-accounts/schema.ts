import { z } from "zod";
import { loadingHistory } from "@/lib/core/history/schema";
import { namings } from "./vocabulary";

export const serviceAccountRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  archivedAt: z.string().nullable(),
  workspaces: z.array(z.object({ id: z.string(), name: z.string().nullable(), role: z.string().nullable() })),
  keys: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
  /** Last 30 UTC days by currency; null if unknown. */
  costs: z.array(z.object({ currency: z.string(), cents: z.string() })).nullable(),
});
export type ServiceAccountRow = z.infer<typeof serviceAccountRow>;

export const serviceAccountsPage = z.object({
  rows: z.array(serviceAccountRow),
  /** Whether the API can name them, and if not, why. */
  naming: z.enum(namings),
  namedAt: z.string().nullable(),
  /** Whether costs are estimated from the keys' tokens because no one reports them. */
  isEstimate: z.boolean(),
  loading: loadingHistory.nullable(),
});
export type ServiceAccountsPage = z.infer<typeof serviceAccountsPage>;
