import "server-only";
import { database } from "@/lib/db/client";
import { getAnalyticsPower, type Power, type Refusal, saveAnalyticsPower } from "./analytics-capability";

const power = "analytics_usage";

export function getActorUsagePower(): Promise<Power | undefined> {
  return getAnalyticsPower(power);
}

/** `completeUntil`: until when the source is exported, if it says so. */
export async function noteActorUsagePower(
  refusal: Refusal | null,
  probedAt: Date,
  completeUntil: Date | null = null,
): Promise<void> {
  const db = await database();
  await db.transaction((tx) => saveAnalyticsPower(tx, power, refusal, { probedAt, completeUntil }));
}
