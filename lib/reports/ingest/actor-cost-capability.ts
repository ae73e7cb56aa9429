import "server-only";
import { database } from "@/lib/db/client";
import { estimateKeptDays, sumKeyCosts } from "@/lib/reports/rollups/key-costs";
import { clearCostsOfPeople } from "@/lib/reports/rollups/people-sums";
import { getAnalyticsPower, type Power, type Refusal, saveAnalyticsPower } from "./analytics-capability";

const power = "analytics_cost";

/** Whether `analytics/cost` answers, as last asked; undefined before it was asked. */
export function getActorCostPower(): Promise<Power | undefined> {
  return getAnalyticsPower(power);
}

/**
 * Notes what became of asking, and lets the keys' cost follow: reported where it is granted, estimated where not.
 * `completeUntil` is the time to which the source is exported, if it says so.
 */
export async function noteActorCostPower(
  refusal: Refusal | null,
  probedAt: Date,
  completeUntil: Date | null = null,
): Promise<void> {
  // First, so that an end in the middle leaves the refusal to be noted again.
  if (refusal && (await getActorCostPower())?.isGranted !== false) await estimateKeptDays();
  const db = await database();
  await db.transaction(async (tx) => {
    const wasGranted = await saveAnalyticsPower(tx, power, refusal, { probedAt, completeUntil });
    if (wasGranted === (refusal === null)) return;
    if (refusal) await clearCostsOfPeople(tx);
    await sumKeyCosts(tx, refusal ? "estimated" : "reported");
  });
}
