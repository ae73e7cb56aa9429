import { describe, expect, test } from "vitest";
import { claudeCodeRow } from "./claude-code-response-schema";
import { costRow, usageRow } from "./response-schema";

describe("a cost row", () => {
  test("a cost row keeps every digit of the amount", () => {
    for (const amount of ["9007199254740993.000001", "-1874.30652"])
      expect(costRow.parse({ amount }).cents).toBe(amount);
  });

  test("a cost row reads missing dimensions as null, keeps unknown values, and drops unknown fields", () => {
    expect(costRow.parse({ amount: "1", cost_type: "quantum_usage", moon_phase: "full" })).toEqual({
      workspaceId: null,
      description: null,
      costType: "quantum_usage",
      tokenType: null,
      model: null,
      serviceTier: null,
      contextWindow: null,
      inferenceGeo: null,
      currency: "USD",
      cents: "1",
    });
  });

  test.each([
    ["EUR", "EUR"],
    ["eur", "EUR"],
    [" usd ", "USD"],
    [null, "USD"],
    ["", "USD"],
    ["credits", "credits"],
  ])("a cost row reads the currency %j as %s", (currency, expected) => {
    expect(costRow.parse({ amount: "1", currency }).currency).toBe(expected);
  });

  test.each([1, {}, "\u202eDSU", "a".repeat(17), "<b>"])(
    "a cost row refuses %j as a currency",
    (currency) => {
      expect(costRow.safeParse({ amount: "1", currency }).success).toBe(false);
    },
  );

  test.each(["", "1,5", "1e400", "NaN", "$1", null, undefined])(
    "a cost row refuses %j as an amount",
    (amount) => {
      expect(costRow.safeParse({ amount }).success).toBe(false);
    },
  );

  test("a cost row replaces characters that PostgreSQL can't store", () => {
    expect(costRow.parse({ amount: "1", description: "a\u0000b\ud800c😀" }).description).toBe(
      "a\ufffdb\ufffdc😀",
    );
  });
});

describe("a usage row", () => {
  const counts = { uncached_input_tokens: 1, cache_read_input_tokens: 2, output_tokens: 3 };

  test("a usage row reads fields that an older API leaves out as zero", () => {
    expect(usageRow.parse(counts)).toMatchObject({
      uncachedInputTokens: 1,
      cacheCreation1hInputTokens: 0,
      webSearchRequests: 0,
      serviceTier: null,
    });
  });

  test("a usage row refuses a count that isn't a number, and reads a missing count as zero", () => {
    expect(usageRow.safeParse({ ...counts, output_tokens: "3" }).success).toBe(false);
    expect(usageRow.parse({ ...counts, output_tokens: undefined })).toMatchObject({ outputTokens: 0 });
  });

  test("a usage row reads cache writes of an older API, which has only one lifetime", () => {
    const flat = { ...counts, cache_creation_input_tokens: 7 };
    expect(usageRow.parse(flat)).toMatchObject({
      cacheCreation5mInputTokens: 7,
      cacheCreation1hInputTokens: 0,
    });
    const both = { ...flat, cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 4 } };
    expect(usageRow.parse(both)).toMatchObject({
      cacheCreation5mInputTokens: 3,
      cacheCreation1hInputTokens: 4,
    });
  });
});

describe("a Claude Code row", () => {
  const row = {
    actor: { type: "user_actor", email_address: "ines@northwind.example" },
    core_metrics: { num_sessions: 4, lines_of_code: { added: 6, removed: 2 }, commits_by_claude_code: 3 },
  };

  function parse(more: object) {
    return claudeCodeRow.parse({ ...row, ...more });
  }

  test("a Claude Code row identifies a person by email address, regardless of case", () => {
    const actor = { type: "user_actor", email_address: "Ines@Northwind.example" };
    expect(parse({ actor })).toMatchObject({ actor: "ines@northwind.example" });
  });

  test("a Claude Code row adds up all tools and models, and the cost exactly", () => {
    const tokens = { input: 1, output: 2, cache_read: 3, cache_creation: 4 };
    const use = (amount: number) => ({ model: "m", tokens, estimated_cost: { currency: "USD", amount } });
    expect(
      parse({
        tool_actions: {
          edit_tool: { accepted: 1, rejected: 0 },
          telepathy_tool: { accepted: 2, rejected: 5 },
        },
        model_breakdown: [use(0.1), use(0.2), use(1e-7)],
      }),
    ).toMatchObject({
      editAccepted: 3,
      editRejected: 5,
      cacheCreationTokens: 12,
      estimatedCents: "0.3000001",
    });
  });

  test("a Claude Code row has amounts in any currency, whatever its name", () => {
    const tokens = { input: 1, output: 2, cache_read: 3, cache_creation: 4 };
    const use = (currency: string) => ({ model: "m", tokens, estimated_cost: { currency, amount: 1.5 } });
    const { otherCents } = parse({ model_breakdown: ["constructor", "__proto__", "EUR", "EUR"].map(use) });
    expect(Object.entries(otherCents ?? {})).toEqual([
      ["constructor", "1.5"],
      ["__proto__", "1.5"],
      ["EUR", "3"],
    ]);
  });

  test("a Claude Code row can be read from an older API", () => {
    expect(parse({})).toMatchObject({
      isRemote: false,
      subscriptionType: null,
      pullRequests: 0,
      estimatedCents: "0",
    });
  });

  test("a Claude Code row keeps the name of an actor of an unknown kind", () => {
    expect(parse({ actor: { type: "robot_actor", robot_name: "R2" } })).toMatchObject({
      actorType: "robot_actor",
      actor: "R2",
    });
    expect(parse({ actor: { type: "robot_actor" } })).toMatchObject({ actor: "" });
  });
});
