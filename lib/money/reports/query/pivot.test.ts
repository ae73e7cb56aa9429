import { beforeEach, describe, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toClaudeCodePivot } from "@/lib/money/reports/claude-code/pivot";
import { costPivot } from "@/lib/money/reports/cost/pivot";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { toUsagePivot } from "@/lib/money/reports/usage/pivot";
import { isPivotLongerThan, type Pivot, type PivotQuery, type PivotRow, readPivot } from "./pivot";

const range = { from: "2026-11-01", to: "2026-11-30" };
const at = new Date("2026-11-24T10:00:00Z");
const seen = { firstSeenAt: at, seenAt: at, raw: {} };

beforeEach(resetDatabase);

async function readAll<Group extends string>(
  pivot: Pivot<Group>,
  groups: PivotQuery<Group>["groups"],
  actor = newActor("finance"),
): Promise<PivotRow[]> {
  const found: PivotRow[] = [];
  for await (const rows of readPivot(pivot, actor, { ...range, groups })) found.push(...rows);
  return found;
}

async function saveDirectory(): Promise<void> {
  const db = await database();
  await db.insert(workspaces).values([
    { id: "wd", name: "The Default one", isDefault: true, tags: {}, ...seen },
    { id: "wa", name: "Shop", isDefault: false, tags: {}, ...seen },
  ]);
  const key = { status: "active", createdAt: at, scope: "workspace", ...seen };
  await db.insert(apiKeys).values([
    { id: "k1", name: "mine", workspaceId: "wa", ...key },
    { id: "k2", name: "shared", workspaceId: "wa", ...key },
    { id: "k3", name: "shared", workspaceId: "wb", ...key },
    { id: "k4", name: "unbound", workspaceId: null, ...key },
  ]);
  await db.insert(members).values([
    { id: "u1", email: "Ines@Northwind.example", name: "Inês", role: "user", addedAt: new Date(0), ...seen },
    { id: "u2", email: "olu@northwind.example", name: "Olu", role: "user", addedAt: new Date(0), ...seen },
  ]);
  await db.insert(workspaceMembers).values([
    { workspaceId: "wa", userId: "u1", role: "workspace_user", ...seen },
    { workspaceId: "wb", userId: "u2", role: "workspace_user", ...seen },
  ]);
}

describe("a cost file", () => {
  test("a cost file names Default, known workspaces, and unknown workspaces, and adds up rows of the same workspace", async () => {
    await saveDirectory();
    await replaceDay(
      "cost",
      "2026-11-20",
      [
        costRow({ cents: "1" }),
        costRow({ cents: "0.5", workspaceId: "wd", description: "x" }),
        costRow({ cents: "-2.25", workspaceId: "wa" }),
        costRow({ cents: "900719925474099312.000001", workspaceId: "gone" }),
      ],
      at,
    );
    const expected = [
      ["Default", "wd", "0.015"],
      ["Shop", "wa", "-0.0225"],
      ["gone", "gone", "9007199254740993.12000001"],
    ];
    const sortRows = (rows: PivotRow[]) =>
      rows.toSorted((one, other) => (String(one[1]) < String(other[1]) ? 1 : -1));
    expect(await readAll(costPivot, ["workspace", "workspace_id"])).toHaveLength(3);
    const shown = (await readAll(costPivot, ["workspace", "workspace_id"])).map((row) => row.slice(0, 3));
    expect(sortRows(shown)).toEqual(sortRows(expected));
    // The same from the facts, where the sums aren't detailed enough.
    const byDetail = await readAll(costPivot, ["workspace", "workspace_id", "cost_type"]);
    expect(sortRows(byDetail.map(([name = null, id = null, , cents = null]) => [name, id, cents]))).toEqual(
      sortRows(expected),
    );
  });

  test("a cost file lists the groups in the requested order, day by day, with null for missing values", async () => {
    await replaceDay(
      "cost",
      "2026-11-21",
      [costRow({ cents: "2", model: "m" }), costRow({ cents: "1" })],
      at,
    );
    await replaceDay("cost", "2026-11-20", [costRow({ cents: "3" })], at);
    expect(await readAll(costPivot, ["model", "day"])).toEqual([
      [null, "2026-11-20", "0.03", "0.03", "USD"],
      ["m", "2026-11-21", "0.02", "0.02", "USD"],
      [null, "2026-11-21", "0.01", "0.01", "USD"],
    ]);
  });

  test("a cost file never adds up two currencies, and has only US dollars in their column", async () => {
    const rows = [
      costRow({ cents: "200" }),
      costRow({ cents: "300", currency: "EUR" }),
      costRow({ cents: "40.5", currency: "EUR", costType: "tokens" }),
      costRow({ cents: "70", currency: "JPY" }),
    ];
    await replaceDay("cost", "2026-11-21", rows, at);
    const expected = [
      ["2026-11-21", null, "3.405", "EUR"],
      ["2026-11-21", null, "70", "JPY"],
      ["2026-11-21", "2", "2", "USD"],
    ];
    expect(await readAll(costPivot, ["day"])).toEqual(expected);
    const byDetail = await readAll(costPivot, ["day", "cost_type"]);
    expect(byDetail.map((row) => row.at(-1))).toEqual(["EUR", "EUR", "JPY", "USD"]);
  });

  test("a cost file contains only a lead's own workspaces", async () => {
    await replaceDay(
      "cost",
      "2026-11-21",
      [costRow({ cents: "2", workspaceId: "wa" }), costRow({ cents: "1" })],
      at,
    );
    const lead = newActor("lead", { workspaceIds: ["wa"] });
    expect(await readAll(costPivot, ["workspace_id"], lead)).toEqual([["wa", "0.02", "0.02", "USD"]]);
    expect(await readAll(costPivot, ["day", "cost_type"], lead)).toEqual([
      ["2026-11-21", null, "0.02", "0.02", "USD"],
    ]);
  });

  test("a cost file reports whether it would have too many rows", async () => {
    const rows = ["a", "b", "c"].map((description) => costRow({ description }));
    await replaceDay("cost", "2026-11-21", rows, at);
    const isLonger = (groups: readonly ("day" | "description")[], most: number) =>
      isPivotLongerThan(costPivot, newActor("finance"), { ...range, groups }, most);
    expect(await isLonger(["description"], 3)).toBe(false);
    expect(await isLonger(["description"], 2)).toBe(true);
    expect(await isLonger(["day"], 2)).toBe(false);
  });
});

test("a usage file has the names of keys, and none for the playground", async () => {
  await saveDirectory();
  const rows = [
    usageRow({ apiKeyId: "k1", outputTokens: 1 }),
    usageRow({ apiKeyId: "kx", outputTokens: 2 }),
    usageRow({ outputTokens: 4, webSearchRequests: 1 }),
  ];
  await replaceDay("usage", "2026-11-21", rows, at);
  const found = await readAll(await toUsagePivot(newActor("finance")), ["api_key", "api_key_id"]);
  expect(found).toEqual([
    ["kx", "kx", "0", "0", "0", "0", "2", "0"],
    ["mine", "k1", "0", "0", "0", "0", "1", "0"],
    [null, null, "0", "0", "0", "0", "4", "1"],
  ]);
});

test("a Claude Code file shows a lead the people of their workspaces, and keys whose names exist only there", async () => {
  await saveDirectory();
  const rows = [
    claudeCodeRow({ actor: "ines@northwind.example", sessions: 1, estimatedCents: "27.5" }),
    claudeCodeRow({ actor: "olu@northwind.example", sessions: 1, otherCents: { EUR: "150" } }),
    ...["mine", "shared", "unbound", "unknown"].map((actor) =>
      claudeCodeRow({ actor, actorType: "api_actor" }),
    ),
  ];
  await replaceDay("claude-code", "2026-11-21", rows, at);
  const lead = newActor("lead", { workspaceIds: ["wa"] });
  const read = async (group: "actor" | "actor_type", actor = newActor("finance")) =>
    readAll(await toClaudeCodePivot(actor), [group], actor);
  expect(
    (await read("actor", lead)).map(([actor, sessions, ...rest]) => [actor, sessions, ...rest.slice(-6, -3)]),
  ).toEqual([
    ["ines@northwind.example", "1", "0.275", "0.275", "USD"],
    ["mine", "0", "0", "0", "USD"],
  ]);
  expect(
    (await read("actor_type")).map(([type, sessions, ...rest]) => [type, sessions, ...rest.slice(-6, -3)]),
  ).toEqual([
    ["api_actor", "0", "0", "0", "USD"],
    ["user_actor", "0", null, "1.5", "EUR"],
    ["user_actor", "2", "0.275", "0.275", "USD"],
  ]);
  expect(await read("actor", newActor("lead", { workspaceIds: [] }))).toEqual([]);
});
