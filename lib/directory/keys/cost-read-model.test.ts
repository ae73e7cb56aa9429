import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { keyCapabilities, settings } from "@/lib/core/db/own-tables";
import { reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { getKeyCost } from "./cost-read-model";

const admin = permitFor("admin", "keys:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "keys:read");
const now = new Date("2026-05-05T12:00:00Z");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

const read = (key = "key_a", by = admin, more = {}) => getKeyCost(by, { key, days: 7, ...more }, now);

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db
    .insert(workspaces)
    .values(["w1", "w2"].map((id) => ({ ...seen, id, name: id, isDefault: false, tags: {} })));
  const key = { ...seen, status: "active", createdAt: new Date(0), scope: "workspace" };
  await db.insert(apiKeys).values([
    { ...key, id: "key_a", name: "a", workspaceId: "w1" },
    { ...key, id: "key_b", name: "b", workspaceId: "w2" },
    { ...key, id: "key_c", name: "claude_code_key_ada", workspaceId: "w1" },
  ]);
  await db.insert(usageKeyRollups).values([
    { apiKeyId: "key_a", day: "2026-04-20", tokens: 1, estimatedCents: "900" },
    { apiKeyId: "key_a", day: "2026-05-02", tokens: 1, estimatedCents: "10.000001" },
    { apiKeyId: "key_a", day: "2026-05-04", tokens: 1, estimatedCents: "0.2", otherCents: { EUR: "3.5" } },
    { apiKeyId: "key_b", day: "2026-05-04", tokens: 1, estimatedCents: "77" },
  ]);
  const readDay = { fetchedAt: now, rowCount: 1 };
  await db.insert(reportDays).values([
    { ...readDay, report: "usage", day: "2026-05-03" },
    { ...readDay, report: "cost", day: "2026-05-03" },
    { ...readDay, report: "usage", day: "2026-05-01" },
    { ...readDay, report: "actor-cost", day: "2026-05-01" },
    { ...readDay, report: "actor-cost", day: "2026-04-30", isRefused: true },
  ]);
});

async function reportCosts() {
  const db = await database();
  await db.insert(keyCapabilities).values({ name: "analytics_cost", isGranted: true, probedAt: now });
  const cost = { currency: "USD", listCents: "0", apiKeyId: "key_a" };
  await db.insert(actorCostRows).values([
    { ...cost, day: "2026-05-02", model: "opus", cents: "0.1" },
    { ...cost, day: "2026-05-02", model: "haiku", cents: "0.2" },
    { ...cost, day: "2026-05-03", model: "haiku", cents: "5", currency: "EUR" },
    { ...cost, day: "2026-05-03", model: "haiku", cents: "8", apiKeyId: "key_b" },
  ]);
}

describe("the cost of a key by day", () => {
  test("the cost of a key by day is estimated where the organization reports none, and days that aren't loaded are left out", async () => {
    expect(await read()).toMatchObject({
      from: "2026-04-28",
      to: "2026-05-04",
      today: "2026-05-05",
      isEstimate: true,
      currency: "USD",
      totalCents: "10.200001",
      days: [
        { day: "2026-05-02", cents: "10.000001" },
        { day: "2026-05-03", cents: "0" },
        { day: "2026-05-04", cents: "0.2" },
      ],
    });
  });

  test("the cost of a key by day is what the organization reports, where it does", async () => {
    await reportCosts();
    expect(await read()).toMatchObject({
      isEstimate: false,
      totalCents: "0.3",
      days: [
        { day: "2026-05-01", cents: "0" },
        { day: "2026-05-02", cents: "0.3" },
      ],
    });
  });

  test("the cost of a key by day is in one currency at a time", async () => {
    await reportCosts();
    const totals = [
      { currency: "EUR", cents: "5" },
      { currency: "USD", cents: "0.3" },
    ];
    expect(await read()).toMatchObject({ currency: "USD", totals });
    expect(await read("key_a", admin, { currency: "EUR" })).toMatchObject({
      currency: "EUR",
      totals,
      totalCents: "5",
      days: [
        { day: "2026-05-01", cents: "0" },
        { day: "2026-05-03", cents: "5" },
      ],
    });
  });

  test("the cost of a key by day goes back 90 days at most, because older days aren't kept", async () => {
    expect(await read("key_a", admin, { days: 365 })).toMatchObject({
      from: "2026-02-04",
      totalCents: "910.200001",
    });
  });

  test("the cost of a key by day isn't shown to a lead of another workspace, nor of a person's key while names are masked", async () => {
    expect((await read("key_a", lead)).totalCents).toBe("10.200001");
    await expect(read("key_b", lead)).rejects.toMatchObject({ code: "not_found" });
    expect((await read("key_c", lead)).totalCents).toBe("0");
    await (await database())
      .insert(settings)
      .values({ name: "mask_names", value: true, changedBy: "ada", changedAt: now });
    await expect(read("key_c", lead)).rejects.toMatchObject({ code: "not_found" });
    await expect(read("key_c")).rejects.toMatchObject({ code: "not_found" });
  });
});
