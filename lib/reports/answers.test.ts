import { describe, expect, test } from "vitest";
import { claudeCodePage, costPage, usagePage } from "./answers";

const paged = { has_more: false, next_page: null };

function toBuckets(...results: object[]) {
  return {
    data: [{ starting_at: "2026-11-20T00:00:00Z", ending_at: "2026-11-21T00:00:00Z", results }],
    ...paged,
  };
}

describe("cost", () => {
  test("keeps the amount as the digits that came", () => {
    const page = costPage.parse(toBuckets({ amount: "9007199254740993.000001" }, { amount: "-1874.30652" }));
    expect(page.data[0]?.results.map((row) => row.cents)).toEqual(["9007199254740993.000001", "-1874.30652"]);
  });

  test("reads missing dimensions as null, keeps unknown values, and drops unknown fields", () => {
    const page = costPage.parse(toBuckets({ amount: "1", cost_type: "quantum_usage", moon_phase: "full" }));
    expect(page.data).toEqual([
      {
        starting_at: "2026-11-20",
        results: [
          {
            workspaceId: null,
            description: null,
            costType: "quantum_usage",
            tokenType: null,
            model: null,
            serviceTier: null,
            contextWindow: null,
            inferenceGeo: null,
            cents: "1",
          },
        ],
      },
    ]);
  });

  test.each(["", "1,5", "1e400", "NaN", "$1", null, undefined])("refuses %j as an amount", (amount) => {
    expect(costPage.safeParse(toBuckets({ amount })).success).toBe(false);
  });

  test("makes every text one that PostgreSQL stores", () => {
    const page = costPage.parse(toBuckets({ amount: "1", description: "a\u0000b\ud800c😀" }));
    expect(page.data[0]?.results[0]?.description).toBe("a\ufffdb\ufffdc😀");
  });
});

describe("usage", () => {
  const counts = { uncached_input_tokens: 1, cache_read_input_tokens: 2, output_tokens: 3 };

  test("reads what an older API leaves out as zero", () => {
    expect(usagePage.parse(toBuckets(counts)).data[0]?.results[0]).toMatchObject({
      uncachedInputTokens: 1,
      cacheCreation1hInputTokens: 0,
      webSearchRequests: 0,
      serviceTier: null,
    });
  });

  test("refuses a row without its counts", () => {
    expect(usagePage.safeParse(toBuckets({ ...counts, output_tokens: "3" })).success).toBe(false);
    expect(usagePage.safeParse({ data: [], next_page: null }).success).toBe(false);
  });
});

describe("Claude Code", () => {
  const row = {
    actor: { type: "user_actor", email_address: "ines@northwind.example" },
    core_metrics: { num_sessions: 4, lines_of_code: { added: 6, removed: 2 }, commits_by_claude_code: 3 },
  };

  function parse(more: object) {
    return claudeCodePage.parse({ data: [{ ...row, ...more }], ...paged }).data[0];
  }

  test("sums all tools and models, the cost exactly", () => {
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

  test("reads the older form", () => {
    expect(parse({})).toMatchObject({
      isRemote: false,
      subscriptionType: null,
      pullRequests: 0,
      estimatedCents: "0",
    });
  });

  test("keeps an actor of an unknown kind by whatever names it", () => {
    expect(parse({ actor: { type: "robot_actor", robot_name: "R2" } })).toMatchObject({
      actorType: "robot_actor",
      actor: "R2",
    });
    expect(parse({ actor: { type: "robot_actor" } })).toMatchObject({ actor: "" });
  });
});
