import { z } from "zod";
import { loadingHistory } from "@/lib/history/schema";
import { namings } from "./vocabulary";

export const serviceAccountRow = z.object({
  id: z.string(),
  /** null where no OAuth token has named it. */
  name: z.string().nullable(),
  description: z.string().nullable(),
  archivedAt: z.string().nullable(),
  /** Where it was put, or else where its keys are. */
  workspaces: z.array(z.object({ id: z.string(), name: z.string().nullable(), role: z.string().nullable() })),
  keys: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
  /** Of the last 30 UTC days, by currency; null where nothing is known. */
  costs: z.array(z.object({ currency: z.string(), cents: z.string() })).nullable(),
});
export type ServiceAccountRow = z.infer<typeof serviceAccountRow>;

export const serviceAccountsPage = z.object({
  rows: z.array(serviceAccountRow),
  /** Whether the API can name them, and if not, why. */
  naming: z.enum(namings),
  /** When the names were last read. */
  namedAt: z.string().nullable(),
  /** Whether costs are worked out from the keys' tokens, where nobody reports them. */
  isEstimate: z.boolean(),
  loading: loadingHistory.nullable(),
});
export type ServiceAccountsPage = z.infer<typeof serviceAccountsPage>;
