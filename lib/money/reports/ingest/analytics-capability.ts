import "server-only";
import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/core/db/database";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import { AppError } from "@/lib/core/errors/errors";

/** The source may be read, but nothing was exported yet. */
export const noExport = "no_export";
/** The source has several organizations, and it isn't known which one is ours. */
export const unknownOrganization = "unknown_organization";
/** The source is exported about every four hours, so asking earlier gives the same answer. */
export const refreshMs = 4 * 3_600_000;
export type Refusal = AppError | typeof noExport | typeof unknownOrganization;
export type Capability = typeof keyCapabilities.$inferSelect;
export type AnalyticsPart = "analytics_cost" | "analytics_usage" | "analytics_organizations";

export async function getAnalyticsCapability(capability: AnalyticsPart): Promise<Capability | undefined> {
  const { capabilities } = await getStoreFacts();
  return capabilities.find(({ name }) => name === capability);
}

/** @returns whether it was granted before */
export async function saveAnalyticsCapability(
  tx: Transaction,
  capability: AnalyticsPart,
  refusal: Refusal | null,
  times: { probedAt: Date; completeUntil: Date | null },
): Promise<boolean | undefined> {
  const [known] = await tx
    .select()
    .from(keyCapabilities)
    .where(eq(keyCapabilities.name, capability))
    .for("update");
  const found = {
    isGranted: refusal === null,
    errorCode: refusal instanceof AppError ? refusal.code : refusal,
    requestId: (refusal instanceof AppError && refusal.failure.requestId) || null,
    ...times,
  };
  await tx
    .insert(keyCapabilities)
    .values({ name: capability, ...found })
    .onConflictDoUpdate({ target: keyCapabilities.name, set: found });
  return known?.isGranted;
}
