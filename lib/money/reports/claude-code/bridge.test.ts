import Big from "big.js";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { storeDay } from "@/lib/money/reports/test-day";
import { getBridge, toSteps } from "./bridge";

const today = toDay(new Date());
const day = addDays(today, -1);
const earlier = addDays(today, -2);
const by = permitFor("finance", "claude-code:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0) };

function row(actor: string, estimatedCents: string, more = {}) {
  return {
    ...{ actor, actorType: actor.includes("@") ? "user_actor" : "api_actor", customerType: "api" },
    ...{ terminalType: "vscode", isRemote: false, sessions: 1, linesAdded: 0, linesRemoved: 0, commits: 0 },
    ...{ pullRequests: 0, editAccepted: 0, editRejected: 0, inputTokens: 1, outputTokens: 1 },
    ...{ cacheReadTokens: 0, cacheCreationTokens: 0, estimatedCents, otherCents: null, models: [] },
    ...{ toolActions: {}, subscriptionType: null },
    ...more,
  };
}

function cost(workspaceId: string, cents: string) {
  return {
    ...{ workspaceId, cents, currency: "USD", model: "m", tokenType: "output_tokens", costType: "tokens" },
    ...{ contextWindow: null, description: null, inferenceGeo: null, serviceTier: null },
  };
}

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const place = { ...seen, isDefault: false, tags: {}, raw: {} };
  await db.insert(workspaces).values([
    { ...place, id: "cc", name: "Claude Code" },
    { ...place, id: "other", name: "Checkout" },
  ]);
  const key = { ...seen, status: "active", scope: "workspace", raw: {} };
  await db.insert(apiKeys).values([
    { ...key, id: "k1", name: "inside", workspaceId: "cc" },
    { ...key, id: "k2", name: "outside", workspaceId: "other" },
    { ...key, id: "k3", name: "both", workspaceId: "cc" },
    { ...key, id: "k4", name: "both", workspaceId: "other" },
  ]);
});

describe("from the estimate to what is billed", () => {
  beforeEach(async () => {
    const rows = [
      ...[row("ann@x.example", "100"), row("inside", "10"), row("outside", "7"), row("both", "3")],
      row("bob@x.example", "50", { customerType: "subscription" }),
    ];
    await storeDay("claude-code", day, rows, new Date());
    await storeDay("cost", day, [cost("cc", "90.25"), cost("other", "500")], new Date());
    await storeDay("claude-code", earlier, [row("ann@x.example", "20")], new Date());
  });

  test("every reason has its amount, and together they are the difference", async () => {
    const found = await getBridge(by, { from: earlier, to: day });
    expect(found).toMatchObject({ estimatedCents: "190", billedCents: "90.25", workspaces: ["cc"] });
    expect(found?.steps).toEqual([
      { reason: "subscription", cents: "-50" },
      { reason: "other_workspaces", cents: "-7" },
      { reason: "unknown_keys", cents: "-3" },
      { reason: "without_cost", cents: "-20" },
      { reason: "prices", cents: "-19.75" },
    ]);
  });

  test("only those who see both as a whole get it, and nobody while names are masked", async () => {
    const lead = permitFor(newActor("lead", { workspaceIds: ["cc"] }), "claude-code:read");
    expect(await getBridge(lead, { from: day, to: day })).toBeNull();
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "setup", { mask_names: true }));
    expect(await getBridge(by, { from: day, to: day })).toBeNull();
  });
});

test("the steps add up, whatever the amounts", () => {
  const cents = fc.integer({ min: -1e9, max: 1e9 }).map((units) => new Big(units).times("1e-6").toFixed());
  const estimates = fc.record({
    total: cents,
    subscription: cents,
    other_workspaces: cents,
    unknown_keys: cents,
  });
  const sums = fc.record({ all: estimates, estimates, billed: cents, billedKnown: cents });
  fc.assert(
    fc.property(sums, (given) => {
      const { estimatedCents, billedCents, steps } = toSteps(given);
      const end = steps.reduce((sum, step) => sum.plus(step.cents), new Big(estimatedCents));
      expect(end.eq(billedCents)).toBe(true);
    }),
  );
});
