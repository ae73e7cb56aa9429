import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import type { Sheet } from "@/lib/core/sheets/columns";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { noteActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { replaceDay } from "@/lib/money/reports/test-day";
import { actorUsageRow, claudeCodeRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { openClaudeCode, openCost } from "./report-sheets";

const days = ["2026-09-30", "2026-10-01", "2026-10-31"] as const;
const range = "from=2026-09-30&to=2026-10-31";
const at = new Date("2026-11-05T10:00:00Z");
const model = "claude-opus-5";
const costs = [
  costRow({ workspaceId: "w1", model, serviceTier: "standard", cents: "300" }),
  costRow({ workspaceId: "w2", model, serviceTier: "batch", cents: "100" }),
  costRow({ workspaceId: "w2", costType: "web_search", cents: "50" }),
];
const usage = [
  usageRow({ workspaceId: "w1", outputTokens: 250_000 }),
  usageRow({ workspaceId: "w1", outputTokens: 9_000_000, serviceTier: "priority" }),
  usageRow({ workspaceId: "w2", outputTokens: 100_000, uncachedInputTokens: 200_000, serviceTier: "batch" }),
  // Without cost, it isn't in a cost file.
  usageRow({ workspaceId: "w3", outputTokens: 5 }),
];

beforeEach(async () => {
  await resetDatabase();
  for (const day of days) {
    await replaceDay("cost", day, costs, at);
    await replaceDay("usage", day, usage, at);
  }
  await sumAll();
});

async function sumAll(): Promise<void> {
  for (const report of ["cost", "usage", "actor-cost", "actor-usage", "claude-code"] as const)
    await sumStale(report, []);
}

async function read(sheet: Sheet) {
  const found: Record<string, string | null>[] = [];
  for await (const rows of sheet.listRows())
    for (const row of rows)
      found.push(Object.fromEntries(sheet.columns.map(({ name }, index) => [name, row[index] ?? null])));
  return found;
}

const readCost = async (group: string, more = "", who = newActor("finance")) =>
  read(await openCost(permitFor(who, "cost:read"), new URLSearchParams(`${range}&group=${group}&${more}`)));

const ofTokens = (rows: Record<string, string | null>[], name: string) =>
  rows.map((row) => [row[name], row.amount_usd, row.cost_per_million_tokens]);

test("a cost file has the cost of a million tokens in dollars, without Priority Tier, from days and from months", async () => {
  expect(ofTokens(await readCost("workspace_id"), "workspace_id")).toEqual([
    ["w1", "9", "12"],
    ["w2", "4.5", "5"],
  ]);
  expect(ofTokens(await readCost("day"), "day")).toEqual(days.map((day) => [day, "4.5", "8.1817438023"]));
  expect(ofTokens(await readCost("service_tier"), "service_tier")).toEqual([
    ["batch", "3", "3.3333333333"],
    ["standard", "9", "11.9997600048"],
    [null, "1.5", null],
  ]);
});

test("filters and what a lead sees narrow the tokens, too", async () => {
  expect(ofTokens(await readCost("model", "workspace=w2"), "model")).toEqual([
    [model, "3", "3.3333333333"],
    [null, "1.5", null],
  ]);
  const lead = newActor("lead", { workspaceIds: ["w1"] });
  expect(ofTokens(await readCost("workspace_id", "", lead), "workspace_id")).toEqual([["w1", "9", "12"]]);
});

test("a unit cost is empty where tokens don't have a dimension, a day isn't read, or there is another currency", async () => {
  const isUnknown = async (group: string, more = "") =>
    (await readCost(group, more)).every((row) => row.cost_per_million_tokens === null);
  expect(await isUnknown("model")).toBe(false);
  expect(await isUnknown("workspace,token_type")).toBe(true);
  expect(await isUnknown("workspace", "cost_type=web_search")).toBe(true);
  await replaceDay("cost", "2026-10-15", costs, at);
  expect(await isUnknown("model")).toBe(true);
  await replaceDay("usage", "2026-10-15", usage, at);
  expect(await isUnknown("model")).toBe(false);
  await replaceDay("cost", "2026-10-15", [...costs, costRow({ currency: "EUR" })], at);
  expect(await isUnknown("model")).toBe(true);
});

test("the cost of a request is what analytics report and count, and empty where requests aren't counted", async () => {
  await noteActorCostCapability(null, at);
  await noteActorUsageCapability(null, at);
  for (const day of days) {
    const reported = ["w1", "w2"].map((workspaceId, index) => ({
      actorKind: "user",
      actorId: "user_1",
      actorEmail: null,
      product: null,
      apiKeyId: null,
      listCents: "0",
      workspaceId,
      model,
      currency: "USD",
      cents: String(10 + index),
    }));
    await replaceDay("actor-cost", day, reported, at);
    const counted = [4, null].map((requests, index) =>
      actorUsageRow({ workspaceId: `w${index + 1}`, outputTokens: 5, requests }),
    );
    await replaceDay("actor-usage", day, counted, at);
  }
  await sumAll();
  const perRequest = (rows: Record<string, string | null>[]) => rows.map((row) => row.cost_per_request);
  expect(perRequest(await readCost("workspace_id"))).toEqual(["0.025", null]);
  expect(perRequest(await readCost("day", "workspace=w1"))).toEqual(days.map(() => "0.025"));
  expect(perRequest(await readCost("service_tier"))).toEqual([null, null, null]);
});

test("a Claude Code file has the estimate per developer, commit, and pull request", async () => {
  for (const day of days)
    await replaceDay(
      "claude-code",
      day,
      [
        claudeCodeRow({ estimatedCents: "90", commits: 2, pullRequests: 1 }),
        claudeCodeRow({ actor: "olu@northwind.example", estimatedCents: "30", commits: 1 }),
        claudeCodeRow({
          actor: "ci",
          actorType: "api_actor",
          estimatedCents: "60",
          otherCents: { EUR: "5" },
        }),
      ],
      at,
    );
  await sumAll();
  const readUnits = async (group: string) => {
    const search = new URLSearchParams(`${range}&group=${group}`);
    const rows = await read(await openClaudeCode(permitFor(newActor("finance"), "claude-code:read"), search));
    return rows.map((row) => [
      group
        .split(",")
        .map((name) => row[name])
        .join(" "),
      row.currency,
      row.estimated_cost_per_developer,
      row.estimated_cost_per_commit,
      row.estimated_cost_per_pull_request,
    ]);
  };
  expect(await readUnits("terminal_type")).toEqual([
    ["vscode", "EUR", null, null, null],
    ["vscode", "USD", "1.8", "0.6", "1.8"],
  ]);
  expect(await readUnits("actor_type")).toEqual([
    ["api_actor", "EUR", null, null, null],
    ["api_actor", "USD", null, null, null],
    ["user_actor", "USD", "1.8", "0.4", "1.2"],
  ]);
  expect((await readUnits("day")).filter(([, currency]) => currency === "USD")).toEqual(
    days.map((day) => [day, "USD", "0.6", "0.6", "1.8"]),
  );
  expect((await readUnits("day,actor_type")).slice(0, 3)).toEqual([
    [`${days[0]} api_actor`, "EUR", null, null, null],
    [`${days[0]} api_actor`, "USD", null, null, null],
    [`${days[0]} user_actor`, "USD", "0.6", "0.4", "1.2"],
  ]);
});
