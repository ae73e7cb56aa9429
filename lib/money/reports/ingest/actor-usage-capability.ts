import "server-only";
import { database } from "@/lib/core/db/client";
import {
  type Capability,
  getAnalyticsCapability,
  type Refusal,
  saveAnalyticsCapability,
} from "./analytics-capability";

const capability = "analytics_usage";

export function getActorUsageCapability(): Promise<Capability | undefined> {
  return getAnalyticsCapability(capability);
}

/** `completeUntil`: until when the source is exported, if it says so. */
export async function noteActorUsageCapability(
  refusal: Refusal | null,
  probedAt: Date,
  completeUntil: Date | null = null,
): Promise<void> {
  const db = await database();
  await db.transaction((tx) => saveAnalyticsCapability(tx, capability, refusal, { probedAt, completeUntil }));
}
