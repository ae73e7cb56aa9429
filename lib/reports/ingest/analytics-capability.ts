import "server-only";
import { eq } from "drizzle-orm";
import { database, type Transaction } from "@/lib/db/client";
import { keyPowers } from "@/lib/db/own-tables";
import { AppError } from "@/lib/errors";

/** Why it does not answer although it may be asked: nothing was exported yet. */
export const noExport = "no_export";
/** Why it is not gone by: it has several organizations, and nobody knows which of them is the own one. */
export const unknownOrganization = "unknown_organization";
export type Refusal = AppError | typeof noExport | typeof unknownOrganization;
export type Power = typeof keyPowers.$inferSelect;
export type PowerName = "analytics_cost" | "analytics_usage" | "analytics_organizations";

/** Whether a part of the analytics answers, as last asked; undefined before it was asked. */
export async function getAnalyticsPower(power: PowerName): Promise<Power | undefined> {
  const db = await database();
  const [found] = await db.select().from(keyPowers).where(eq(keyPowers.power, power));
  return found;
}

/**
 * Notes what became of asking. `completeUntil` is the time to which the source is exported, if it says so.
 * @returns whether it was granted before
 */
export async function saveAnalyticsPower(
  tx: Transaction,
  power: PowerName,
  refusal: Refusal | null,
  times: { probedAt: Date; completeUntil: Date | null },
): Promise<boolean | undefined> {
  const [known] = await tx.select().from(keyPowers).where(eq(keyPowers.power, power)).for("update");
  const found = {
    isGranted: refusal === null,
    errorCode: refusal instanceof AppError ? refusal.code : refusal,
    requestId: (refusal instanceof AppError && refusal.failure.requestId) || null,
    ...times,
  };
  await tx
    .insert(keyPowers)
    .values({ power, ...found })
    .onConflictDoUpdate({ target: keyPowers.power, set: found });
  return known?.isGranted;
}
