import "server-only";
import { database } from "@/lib/core/db/client";
import { estimateKeptDays, sumKeyCosts } from "@/lib/money/reports/rollups/key-costs";
import { clearCostsOfPeople } from "@/lib/money/reports/rollups/people-sums";
import {
  type Capability,
  getAnalyticsCapability,
  type Refusal,
  saveAnalyticsCapability,
} from "./analytics-capability";

const capability = "analytics_cost";

export function getActorCostCapability(): Promise<Capability | undefined> {
  return getAnalyticsCapability(capability);
}

/**
 * Also switches the keys' cost: reported if granted, estimated if not. `completeUntil`: until when the source is
 * exported, if it says so.
 */
export async function noteActorCostCapability(
  refusal: Refusal | null,
  probedAt: Date,
  completeUntil: Date | null = null,
): Promise<void> {
  // First, so that an interruption leaves the refusal to be recorded again.
  if (refusal && (await getActorCostCapability())?.isGranted !== false) await estimateKeptDays();
  const db = await database();
  await db.transaction(async (tx) => {
    const wasGranted = await saveAnalyticsCapability(tx, capability, refusal, { probedAt, completeUntil });
    if (wasGranted === (refusal === null)) return;
    if (refusal) await clearCostsOfPeople(tx);
    await sumKeyCosts(tx, refusal ? "estimated" : "reported");
  });
}
