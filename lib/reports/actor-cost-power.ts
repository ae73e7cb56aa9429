import "server-only";
import { eq } from "drizzle-orm";
import { database, type Transaction } from "@/lib/db/client";
import { keyPowers } from "@/lib/db/own-tables";
import type { AppError } from "@/lib/errors";
import { estimateKeptDays, sumKeyCosts } from "./key-costs";
import { clearCostsOfPeople } from "./people-sums";

const power = "analytics_cost";

export type Power = typeof keyPowers.$inferSelect;

/** Whether `analytics/cost` answers, as last asked; undefined before it was asked. */
export async function getActorCostPower(): Promise<Power | undefined> {
  const db = await database();
  const [found] = await db.select().from(keyPowers).where(eq(keyPowers.power, power));
  return found;
}

/** Notes what became of asking, and lets the keys' cost follow: reported where it is granted, estimated where not. */
export async function noteActorCostPower(refusal: AppError | null, probedAt: Date): Promise<void> {
  // First, so that an end in the middle leaves the refusal to be noted again.
  if (refusal && (await getActorCostPower())?.isGranted !== false) await estimateKeptDays();
  const db = await database();
  await db.transaction(async (tx) => {
    const wasGranted = await savePower(tx, refusal, probedAt);
    if (wasGranted === (refusal === null)) return;
    if (refusal) await clearCostsOfPeople(tx);
    await sumKeyCosts(tx, refusal ? "estimated" : "reported");
  });
}

async function savePower(
  tx: Transaction,
  refusal: AppError | null,
  probedAt: Date,
): Promise<boolean | undefined> {
  const [known] = await tx.select().from(keyPowers).where(eq(keyPowers.power, power)).for("update");
  const found = {
    isGranted: refusal === null,
    errorCode: refusal?.code ?? null,
    requestId: refusal?.failure.requestId ?? null,
    probedAt,
  };
  await tx
    .insert(keyPowers)
    .values({ power, ...found })
    .onConflictDoUpdate({ target: keyPowers.power, set: found });
  return known?.isGranted;
}
