import Big from "big.js";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { replaceDay } from "@/lib/money/reports/test-day";
import { listSpendActors } from "./actors";
import { toGaps } from "./gaps";
import { gapReasons } from "./vocabulary";

const today = toDay(new Date());
const day = addDays(today, -1);
const other = addDays(today, -2);
const by = permitFor("finance", "cost:read");

function sum(amounts: readonly { cents: string }[]): string {
  return amounts.reduce((total, { cents }) => total.plus(cents), new Big(0)).toFixed();
}

const cost = {
  ...{ currency: "USD", workspaceId: "a", model: "m", tokenType: "output_tokens", costType: "tokens" },
  ...{ contextWindow: null, description: null, inferenceGeo: null, serviceTier: null },
};

beforeEach(resetDatabase);

test("whatever the amounts, the reasons add up to the gap", () => {
  const cents = fc.integer({ min: -1e9, max: 1e9 }).map((units) => new Big(units).times("1e-6").toFixed());
  const known = fc.uniqueArray(fc.record({ reason: fc.constantFrom(...gapReasons), cents }), {
    selector: ({ reason }) => reason,
  });
  fc.assert(
    fc.property(known, cents, (some, gap) => {
      const found = toGaps(
        some.filter(({ reason }) => reason !== "reports_differ"),
        gap,
        "reports_differ",
      );
      expect(sum(found)).toBe(new Big(gap).toFixed());
      expect(found.every(({ cents: each }) => !new Big(each).eq(0))).toBe(true);
    }),
  );
});

describe("with cost reported by key and person", () => {
  const row = { workspaceId: "a", product: "messages_api", model: "m", currency: "USD" };
  const both = (cents: string) => ({ cents, listCents: cents });
  beforeEach(async () => {
    await noteActorCostCapability(null, new Date());
    await replaceDay("cost", day, [{ ...cost, cents: "100.5" }], new Date());
    await replaceDay("cost", other, [{ ...cost, cents: "20" }], new Date());
    await replaceDay(
      "actor-cost",
      day,
      [
        {
          ...row,
          ...both("40"),
          actorKind: "user",
          actorId: "u",
          actorEmail: "ann@x.example",
          apiKeyId: "k",
        },
        {
          ...row,
          ...both("30"),
          actorKind: "service_account",
          actorId: "s",
          actorEmail: null,
          apiKeyId: "k",
        },
        {
          ...{ ...row, ...both("20"), product: "claude_console" },
          ...{ actorKind: "user", actorId: "u", actorEmail: "ann@x.example", apiKeyId: null },
        },
        { ...row, ...both("10"), actorKind: null, actorId: null, actorEmail: null, apiKeyId: null },
      ],
      new Date(),
    );
  });

  test("each reason of keys has its amount, largest first", async () => {
    const found = await listSpendActors(by, { from: other, to: day, kind: "key", page: 1 });
    expect(found).toMatchObject({ cents: "70", reportedCents: "120.5", restCents: "50.5" });
    expect(found.gaps.map(({ reason, cents }) => [reason, cents])).toEqual([
      ["console", "20"],
      ["missing_days", "20"],
      ["without_key", "10"],
      ["reports_differ", "0.5"],
    ]);
    expect(sum(found.gaps.map(({ printedCents: cents }) => ({ cents })))).toBe(found.printed.restCents);
  });

  test("each reason of people has its amount", async () => {
    const found = await listSpendActors(by, { from: day, to: day, kind: "person", page: 1 });
    expect(found.gaps.map(({ reason, cents }) => [reason, cents])).toEqual([
      ["service_accounts", "30"],
      ["nobody", "10"],
      ["reports_differ", "0.5"],
    ]);
  });

  test("a lead's gap is that of their workspaces, where people of other teams are a reason", async () => {
    const lead = permitFor(newActor("lead", { workspaceIds: ["a"] }), "cost:read");
    const found = await listSpendActors(lead, { from: day, to: day, kind: "person", page: 1 });
    expect(found).toMatchObject({ cents: "0", restCents: "100.5" });
    expect(found.gaps.map(({ reason, cents }) => [reason, cents])).toContainEqual(["other_people", "60"]);
    expect(sum(found.gaps)).toBe("100.5");
    const elsewhere = permitFor(newActor("lead", { workspaceIds: ["b"] }), "cost:read");
    expect((await listSpendActors(elsewhere, { from: day, to: day, kind: "key", page: 1 })).gaps).toEqual([]);
  });
});

test("an estimate leaves code execution and what has no key", async () => {
  await noteActorCostCapability(new AppError("refused", "no analytics here"), new Date());
  await replaceDay(
    "cost",
    day,
    [
      { ...cost, cents: "100" },
      { ...cost, cents: "7", model: null, tokenType: null, costType: "code_execution" },
    ],
    new Date(),
  );
  const usage = {
    ...{ model: "m", workspaceId: "a", serviceTier: null, contextWindow: null, outputTokens: 30 },
    ...{ uncachedInputTokens: 0, cacheReadInputTokens: 0, cacheCreation5mInputTokens: 0 },
    ...{ cacheCreation1hInputTokens: 0, webSearchRequests: 0 },
  };
  await replaceDay(
    "usage",
    day,
    [
      { ...usage, apiKeyId: "k" },
      { ...usage, apiKeyId: null, outputTokens: 10 },
    ],
    new Date(),
  );
  const found = await listSpendActors(by, { from: day, to: day, kind: "key", page: 1 });
  expect(found).toMatchObject({ source: "estimated", cents: "75", restCents: "32" });
  expect(found.gaps.map(({ reason, cents }) => [reason, cents])).toEqual([
    ["code_execution", "7"],
    ["no_key", "25"],
  ]);
});
