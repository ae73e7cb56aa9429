import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { defaultKey } from "@/lib/core/organization/vocabulary";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { usageDimensions } from "@/lib/money/reports/usage/dimensions";
import { noKey } from "@/lib/money/reports/vocabulary";
import { listCostRows, listUsageRows } from "./detail-rows";
import { listClaudeCodeValues, listCostValues, listUsageValues } from "./facets";

const today = toDay(new Date());
const range = { from: addDays(today, -3), to: today };
const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(workspaces).values([
    { id: "wrkspc_a", name: "Shop", isDefault: false, tags: {}, ...seen },
    { id: "wrkspc_b", name: "Secret", isDefault: false, tags: {}, ...seen },
  ]);
  const key = { status: "active", createdAt: new Date(), scope: "workspace", ...seen };
  await db.insert(apiKeys).values([
    { id: "apikey_1", name: "web", workspaceId: "wrkspc_a", ...key },
    { id: "apikey_2", name: "batch", workspaceId: "wrkspc_b", ...key },
  ]);
  const cost = [
    costRow({ cents: "1" }),
    costRow({ cents: "5", workspaceId: "wrkspc_a", model: "m1", costType: "quantum" }),
    costRow({ cents: "9", workspaceId: "wrkspc_b", model: "m2", description: "A, b" }),
  ];
  await replaceDay("cost", today, cost, new Date());
  await replaceDay("cost", addDays(today, -9), [costRow({ model: "long gone" })], new Date());
  const usage = [
    usageRow({ outputTokens: 1 }),
    usageRow({ outputTokens: 5, workspaceId: "wrkspc_a", apiKeyId: "apikey_1", serviceTier: "flex" }),
    usageRow({ outputTokens: 9, workspaceId: "wrkspc_b", apiKeyId: "apikey_2" }),
  ];
  await replaceDay("usage", today, usage, new Date());
});

const finance = permitFor("finance", "cost:read");
const lead = newActor("lead", { workspaceIds: ["wrkspc_a"] });

describe("the values of a filter", () => {
  const list = async (by: (typeof costDimensions)[number], q = "") =>
    (await listCostValues(finance, { ...range, by, q })).values.map(({ key, label }) => [key, label]);

  test("the values of a filter are the values in the range, largest first, with their names if they have any", async () => {
    expect(await list("workspace")).toEqual([
      ["wrkspc_b", "Secret"],
      ["wrkspc_a", "Shop"],
      [defaultKey, null],
    ]);
    expect(await list("model")).toEqual([
      ["m2", "m2"],
      ["m1", "m1"],
      [noKey, null],
    ]);
    expect(await list("description")).toContainEqual(["A, b", "A, b"]);
    expect(await list("workspace", "SHO")).toEqual([["wrkspc_a", "Shop"]]);
    expect(await list("workspace", "%")).toEqual([]);
  });

  test.each(costDimensions)("for cost by %s are limited to a lead's workspaces", async (by) => {
    const { values } = await listCostValues(permitFor(lead, "cost:read"), { ...range, by, q: "" });
    expect(values).toHaveLength(1);
    expect(JSON.stringify(values)).not.toMatch(/Secret|wrkspc_b|m2/);
  });

  test.each(usageDimensions)("for usage by %s are limited to a lead's workspaces", async (by) => {
    const { values } = await listUsageValues(permitFor(lead, "usage:read"), { ...range, by, q: "" });
    expect(values.length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(values)).not.toMatch(/Secret|batch|apikey_2/);
  });

  test("the values of a filter for Claude Code are terminals, places, and customers", async () => {
    const rows = [claudeCodeRow(), claudeCodeRow({ isRemote: true, terminalType: null })];
    await replaceDay("claude-code", today, rows, new Date());
    const reader = permitFor("finance", "claude-code:read");
    const read = async (by: "terminal" | "place" | "customer") =>
      (await listClaudeCodeValues(reader, { ...range, by, q: "" })).values.map(({ key }) => key).sort();
    expect(await read("terminal")).toEqual([noKey, "vscode"]);
    expect(await read("place")).toEqual(["local", "remote"]);
    expect(await read("customer")).toEqual(["api"]);
  });
});

describe("the rows behind a breakdown", () => {
  const shared = { ...range, granularity: "day", compare: "none", top: 8, currency: null } as const;

  test("the rows behind a breakdown are the rows that match the filter, largest first, with all their columns", async () => {
    const query = { ...shared, group: "model", filter: {} } as const;
    const { columns, rows, total } = await listCostRows(finance, query);
    expect(columns).not.toContain("workspace_id");
    expect(total).toBe(3);
    expect(rows.map((row) => [row[columns.indexOf("workspace")], row.at(-1)])).toEqual([
      ["Secret", "0.09"],
      ["Shop", "0.05"],
      ["Default", "0.01"],
    ]);
    const narrowed = await listCostRows(finance, {
      ...query,
      filter: { model: ["m1"], cost_type: ["quantum"] },
    });
    expect(narrowed.rows.map((row) => row.at(-1))).toEqual(["0.05"]);
  });

  test("the rows behind a breakdown are limited to a lead's workspaces", async () => {
    const query = { ...shared, group: "kind", filter: {}, kinds: [], source: "messages" } as const;
    const { rows, columns } = await listUsageRows(permitFor(lead, "usage:read"), query);
    expect(rows.map((row) => row[columns.indexOf("api_key")])).toEqual(["web"]);
    expect(columns).not.toContain("inference_geo");
  });

  test("the rows behind a breakdown are limited to the newest month of a long range", async () => {
    await replaceDay("cost", addDays(today, -40), [costRow({ cents: "99" })], new Date());
    const query = { ...shared, from: addDays(today, -60), group: "model", filter: {} } as const;
    expect((await listCostRows(finance, query)).total).toBe(4);
  });
});
