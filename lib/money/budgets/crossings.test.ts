import { asc } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { budgetCrossings, budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findDelivery } from "@/lib/core/delivery/outbox-store";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { recordCrossings } from "./crossings";
import { composeNotice } from "./notices";

const now = new Date("2026-11-24T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let readings = 0;

beforeEach(resetDatabase);

const spend = (day: string, cents: string) =>
  replaceDay("cost", day, [costRow({ workspaceId: "w", cents })], new Date(++readings));

async function addBudget(createdAt = "2026-11-02T00:00:00Z"): Promise<void> {
  const db = await database();
  const at = new Date(createdAt);
  const seen = new Date(0);
  await db.insert(workspaces).values({
    id: "w",
    name: "<!channel> & *co*",
    isDefault: false,
    tags: {},
    firstSeenAt: seen,
    seenAt: seen,
    raw: {},
  });
  await db.insert(budgets).values({
    id: "00000000-0000-4000-8000-000000000001",
    scope: "workspace",
    workspaceId: "w",
    cents: "1000",
    thresholds: [50, 80, 100],
    createdBy: "x",
    createdAt: at,
    changedAt: at,
  });
}

async function listCrossings() {
  const db = await database();
  const rows = await db
    .select()
    .from(budgetCrossings)
    .orderBy(asc(budgetCrossings.month), asc(budgetCrossings.threshold));
  return rows.map(({ month, threshold, cents }) => ({ month, threshold, cents }));
}

describe("crossings", () => {
  test("crossings are recorded once, even after late or corrected data", async () => {
    await addBudget();
    await spend("2026-11-23", "600");
    await recordCrossings(now);
    await spend("2026-11-23", "700");
    await recordCrossings(later(5));
    await spend("2026-11-23", "10");
    await recordCrossings(later(10));
    await spend("2026-11-23", "999.999999");
    await Promise.all([recordCrossings(later(15)), recordCrossings(later(15))]);
    expect((await listCrossings()).map(({ threshold, cents }) => [threshold, cents])).toEqual([
      [50, "600"],
      [80, "999.999999"],
    ]);
    await spend("2026-11-23", "1000");
    await recordCrossings(later(20));
    expect((await listCrossings()).map(({ threshold }) => threshold)).toEqual([50, 80, 100]);
  });

  test("crossings of the previous month count until it settles, but none from before the budget", async () => {
    await addBudget("2026-10-20T00:00:00Z");
    await spend("2026-09-30", "5000");
    await spend("2026-10-31", "5000");
    await recordCrossings(new Date("2026-11-03T00:00:00Z"));
    expect(new Set((await listCrossings()).map(({ month }) => month))).toEqual(new Set(["2026-10"]));
    await resetDatabase();
    await addBudget("2026-10-20T00:00:00Z");
    await spend("2026-10-31", "5000");
    await recordCrossings(now);
    expect(await listCrossings()).toEqual([]);
  });

  test("crossings are sent once to each recipient, the highest only, in the budget's language", async () => {
    await addBudget();
    const db = await database();
    await db.update(budgets).set({ locale: "de", recipients: [{ channel: "address", id: "cfo@a.example" }] });
    await spend("2026-11-23", "850");
    await Promise.all([recordCrossings(now), recordCrossings(now)]);
    await recordCrossings(later(5));
    const [message, ...others] = await db.select().from(deliveries);
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      channel: "address",
      recipient: "cfo@a.example",
      state: "waiting",
      content: { event: "reached", month: "2026-11", threshold: 80, cents: "850", locale: "de" },
    });
    const delivery = await findDelivery(message?.id ?? "");
    const composed = delivery && (await composeNotice(delivery));
    expect(composed).toMatchObject({
      post: {
        text: "80 % des Budgets für &lt;!channel&gt; &amp; \u200b*co\u200b* sind in 2026-11 erreicht: 8,50\u00a0$ von 10,00\u00a0$.",
        metadata: { event_type: "castellan_budget_crossed", event_payload: { month: "2026-11" } },
      },
      mail: { subject: expect.stringContaining("<!channel> & *co*") },
    });
    if (!delivery || !composed || "stopped" in composed) throw new Error("nothing was composed");
    expect(composed.mail.html).not.toContain("<!channel>");
    expect(composed.mail.text).toContain("/unsubscribe?token=");
    await db.update(budgets).set({ recipients: [] });
    expect(await composeNotice(delivery)).toEqual({ stopped: "recipient_removed" });
    await db.delete(budgets);
    expect(await composeNotice(delivery)).toEqual({ stopped: "budget_gone" });
  });
});
