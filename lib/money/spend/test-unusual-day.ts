import "server-only";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { listSameWeekdays } from "./usual-day";

export const unusualDay = addDays(toDay(new Date()), -1);

const seen = { firstSeenAt: new Date(0), seenAt: new Date(0) };

/** Eight usual weekdays, and a day on which workspace `w1` cost more, through key `k1`, in batches of `m1`. */
export async function storeUnusualDay(): Promise<void> {
  await markRead(["cost", "actor-cost"]);
  await noteActorCostCapability(null, new Date());
  const db = await database();
  await db.insert(workspaces).values(
    [
      { id: "w1", name: "Checkout" },
      { id: "w2", name: "Support" },
    ].map((each) => ({ ...each, ...seen, isDefault: false, tags: {}, raw: {} })),
  );
  await db.insert(apiKeys).values({
    ...{ ...seen, id: "k1", name: "nightly", status: "active", scope: "workspace", workspaceId: "w1" },
    raw: {},
  });
  for (const day of listSameWeekdays(unusualDay)) await storeDay(day, "1000");
  await storeDay(unusualDay, "5000");
}

/** `cents` are those of `w1`; the other workspace costs the same on every day. */
export async function storeDay(day: string, cents: string, askedAt = new Date()): Promise<void> {
  const batch = { model: "m1", serviceTier: "batch", tokenType: "output_tokens", costType: "tokens" };
  await replaceDay(
    "cost",
    day,
    [costRow({ workspaceId: "w1", cents, ...batch }), costRow({ workspaceId: "w2", cents: "300", ...batch })],
    askedAt,
  );
  const row = { actorKind: "api_key", actorId: "k1", actorEmail: null, product: "messages_api", model: "m1" };
  await replaceDay(
    "actor-cost",
    day,
    [{ ...row, apiKeyId: "k1", workspaceId: "w1", currency: "USD", cents, listCents: cents }],
    askedAt,
  );
}
