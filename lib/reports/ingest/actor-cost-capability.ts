import "server-only";
import { database } from "@/lib/db/client";
import { estimateKeptDays, sumKeyCosts } from "@/lib/reports/rollups/key-costs";
import { clearCostsOfPeople } from "@/lib/reports/rollups/people-sums";
import { getAnalyticsPower, type Power, type Refusal, saveAnalyticsPower } from "./analytics-capability";

const power = "analytics_cost";

export function getActorCostPower(): Promise<Power | undefined> {
  return getAnalyticsPower(power);
}

/**
 * Also switches the keys' cost: reported if granted, estimated if not. `completeUntil`: until when the source is
 * exported, if it says so.
 */
export async function noteActorCostPower(
  refusal: Refusal | null,
  probedAt: Date,
  completeUntil: Date | null = null,
): Promise<void> {
  // First, so that an interruption leaves the refusal to be recorded again.
  if (refusal && (await getActorCostPower())?.isGranted !== false) await estimateKeptDays();
  const db = await database();
  await db.transaction(async (tx) => {
    const wasGranted = await saveAnalyticsPower(tx, power, refusal, { probedAt, completeUntil });
    if (wasGranted === (refusal === null)) return;
    if (refusal) await clearCostsOfPeople(tx);
    await sumKeyCosts(tx, refusal ? "estimated" : "reported");
  });
}
