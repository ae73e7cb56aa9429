import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { noteActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { readCostSearch } from "@/lib/money/reports/route-search";
import { replaceDay } from "@/lib/money/reports/test-day";
import { actorUsageRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { noKey } from "@/lib/money/reports/vocabulary";
import { getCost } from "./report";

const day = toDayAgo(1);
const read = (more: Record<string, string> = {}, who = newActor("finance")) =>
  getCost(permitFor(who, "cost:read"), readCostSearch(new URLSearchParams({ from: day, to: day, ...more })));
const costs = [
  costRow({ workspaceId: "w1", model: "claude-opus-5", cents: "300" }),
  costRow({ workspaceId: "w2", model: "claude-opus-5", cents: "100" }),
  costRow({ workspaceId: "w2", costType: "web_search", cents: "50" }),
];
const usage = [
  usageRow({ workspaceId: "w1", outputTokens: 250_000 }),
  usageRow({ workspaceId: "w1", outputTokens: 9_000_000, serviceTier: "priority" }),
  usageRow({ workspaceId: "w2", outputTokens: 100_000, uncachedInputTokens: 200_000 }),
];

beforeEach(async () => {
  await resetDatabase();
  await replaceDay("cost", day, costs, new Date());
});

describe("the cost of a million tokens", () => {
  beforeEach(() => replaceDay("usage", day, usage, new Date()));

  test("the cost of a million tokens is that of the report and of each part, without Priority Tier", async () => {
    const { perMillionTokens, series } = await read();
    expect(perMillionTokens).toBe("818.18181818");
    expect(series.map(({ key, perMillionTokens: own }) => [key, own])).toEqual([
      ["w1", "1200"],
      ["w2", "500"],
    ]);
  });

  test("the cost of a million tokens is unknown for what has no tokens, and never zero", async () => {
    const { series } = await read({ group: "model" });
    expect(series.map(({ key, perMillionTokens }) => [key, perMillionTokens])).toEqual([
      ["claude-opus-5", "727.27272727"],
      [noKey, null],
    ]);
  });

  test("the cost of a million tokens is that of a filter, too, and of the workspaces that a lead sees", async () => {
    expect((await read({ workspace: "w2" })).perMillionTokens).toBe("500");
    expect((await read({}, newActor("lead", { workspaceIds: ["w1"] }))).perMillionTokens).toBe("1200");
  });

  test("the cost of a million tokens is known as a whole where the parts aren't parts of usage", async () => {
    const { perMillionTokens, series } = await read({ group: "cost_type" });
    expect(perMillionTokens).toBe("818.18181818");
    expect(series.map((part) => part.perMillionTokens)).toEqual([null, null]);
    expect((await read({ cost_type: "web_search" })).perMillionTokens).toBeNull();
  });

  test("the cost of a million tokens is unknown if there is another currency", async () => {
    await replaceDay("cost", day, [...costs, costRow({ currency: "EUR", cents: "1" })], new Date());
    expect(await read()).toMatchObject({ perMillionTokens: null, series: [{ perMillionTokens: null }, {}] });
  });
});

test("the cost of a million tokens is unknown until each day of usage is read", async () => {
  expect((await read()).perMillionTokens).toBeNull();
});

describe("the cost of a request", () => {
  const actor = {
    actorKind: "user",
    actorId: "user_1",
    actorEmail: null,
    product: null,
    apiKeyId: null,
    listCents: "0",
  };
  const reported = ["w1", "w2"].map((workspaceId, index) => ({
    ...actor,
    workspaceId,
    model: "claude-opus-5",
    currency: "USD",
    cents: String(10 + index),
  }));
  const store = async (requests: (number | null)[]) => {
    await replaceDay("actor-cost", day, reported, new Date());
    const rows = requests.map((count, index) =>
      actorUsageRow({ workspaceId: `w${index + 1}`, outputTokens: 5, requests: count }),
    );
    await replaceDay("actor-usage", day, rows, new Date());
  };
  beforeEach(async () => {
    await noteActorCostCapability(null, new Date());
    await noteActorUsageCapability(null, new Date());
  });

  test("the cost of a request is what analytics report, divided by the requests that they count", async () => {
    await store([4, 2]);
    const { perRequest, series } = await read();
    expect(perRequest).toBe("3.5");
    expect(series.map((part) => part.perRequest)).toEqual(["2.5", "5.5"]);
  });

  test("the cost of a request is unknown where requests aren't counted", async () => {
    await store([4, null]);
    const { perRequest, series } = await read();
    expect(perRequest).toBeNull();
    expect(series.map((part) => part.perRequest)).toEqual(["2.5", null]);
  });

  test("the cost of a request is unknown while names are masked, because few people may have sent them", async () => {
    await store([4, 2]);
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "setup", { mask_names: true }));
    const { perRequest, series } = await read();
    expect([perRequest, ...series.map((part) => part.perRequest)]).toEqual([null, null, null]);
  });

  test("the cost of a request is unknown without analytics", async () => {
    expect((await read()).perRequest).toBeNull();
  });
});
