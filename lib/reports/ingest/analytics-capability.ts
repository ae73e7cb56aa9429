import "server-only";
import { eq } from "drizzle-orm";
import { database } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/database";
import { keyPowers } from "@/lib/db/own-tables";
import { AppError } from "@/lib/errors";

/** The source may be read, but nothing was exported yet. */
export const noExport = "no_export";
/** The source has several organizations, and it isn't known which one is ours. */
export const unknownOrganization = "unknown_organization";
export type Refusal = AppError | typeof noExport | typeof unknownOrganization;
export type Power = typeof keyPowers.$inferSelect;
export type PowerName = "analytics_cost" | "analytics_usage" | "analytics_organizations";

export async function getAnalyticsPower(power: PowerName): Promise<Power | undefined> {
  const db = await database();
  const [found] = await db.select().from(keyPowers).where(eq(keyPowers.power, power));
  return found;
}

/** @returns whether it was granted before */
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
