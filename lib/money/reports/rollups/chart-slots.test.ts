import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { chartSlots } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { getCost } from "@/lib/money/reports/cost/report";
import { replaceDay } from "@/lib/money/reports/test-day";
import { actorUsageRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { claudeCodeKeys, noKey, peopleKey } from "@/lib/money/reports/vocabulary";
import { assignChartSlots } from "./chart-slots";

beforeEach(resetDatabase);

const today = toDay(new Date());
const yesterday = addDays(today, -1);

const store = (day: string, cents: Record<string, string>) =>
  replaceDay(
    "cost",
    day,
    Object.entries(cents).map(([workspaceId, amount]) => costRow({ workspaceId, cents: amount })),
    new Date(),
  );

/** w0 costs most. */
function toAmounts(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`w${index}`, `${100 - index}`]));
}

/** In the order of their places. */
async function listSlots(kind: string): Promise<Record<string, number>> {
  const db = await database();
  const rows = await db.select().from(chartSlots).where(eq(chartSlots.kind, kind)).orderBy(chartSlots.place);
  expect(rows.map(({ place }) => place)).toEqual(rows.map((_, index) => index));
  return Object.fromEntries(rows.map(({ key, slot }) => [key, slot]));
}

async function readColors(from: string, by = permitFor("finance", "cost:read"), top = 5) {
  const { series } = await getCost(by, {
    from,
    to: today,
    group: "workspace",
    granularity: "day",
    filter: {},
    currency: null,
    compare: "none",
    top,
  });
  return Object.fromEntries(series.map(({ key, color }) => [key, color]));
}

async function saveWorkspace(id: string, displayColor: string | null): Promise<void> {
  const db = await database();
  const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {}, tags: {} };
  await db.insert(workspaces).values({ id, name: id, isDefault: false, displayColor, ...seen });
}

describe("a slot", () => {
  test("a slot is given in the order of all cost, six at a time, and stays when the ranks change", async () => {
    await store(yesterday, toAmounts(9));
    await store(today, { w0: "1", w8: "0.5" });
    await assignChartSlots();
    const given = await listSlots("workspace");
    expect(Object.keys(given)).toEqual(["w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"]);
    expect(Object.values(given).slice(0, 6).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Object.values(given).slice(6).sort()).toEqual([0, 1, 2]);
    await store(today, { w0: "1", w8: "5000", newest: "9000" });
    await assignChartSlots();
    await assignChartSlots();
    expect(await listSlots("workspace")).toEqual({ ...given, newest: 3 });
  });

  test("a slot doesn't tell a rank among as many as there are colors", async () => {
    await store(today, toAmounts(6));
    await assignChartSlots();
    const given = await listSlots("workspace");
    await resetDatabase();
    await store(today, { w0: "1", w1: "2", w2: "3", w3: "4", w4: "5", w5: "6" });
    await assignChartSlots();
    expect(await listSlots("workspace")).toEqual(given);
  });

  test("a slot is given without adding amounts of several currencies", async () => {
    const yen = Object.entries(toAmounts(8)).map(([workspaceId, cents]) =>
      costRow({ workspaceId, cents, currency: "JPY" }),
    );
    await replaceDay("cost", today, [...yen, costRow({ workspaceId: "dollars", cents: "5" })], new Date());
    await assignChartSlots();
    expect(Object.keys(await listSlots("workspace")).slice(0, 6)).toContain("dollars");
  });

  test("a slot is also given to what has only usage, and last to what has nothing", async () => {
    await store(today, { a: "1" });
    const rows = [
      usageRow({ workspaceId: "b", apiKeyId: "k1", outputTokens: 5 }),
      usageRow({ workspaceId: "a", apiKeyId: "k2", outputTokens: 9, model: "claude-next-9" }),
      usageRow({ workspaceId: "a", apiKeyId: null, outputTokens: 1 }),
    ];
    await replaceDay("usage", today, rows, new Date());
    await replaceDay("actor-usage", today, [actorUsageRow({ outputTokens: 3 })], new Date());
    await saveWorkspace("idle", null);
    await assignChartSlots();
    const listKeys = async (kind: string) => Object.keys(await listSlots(kind));
    expect(await listKeys("workspace")).toEqual(["a", "b", "wrkspc_a", "idle"]);
    expect(await listKeys("key")).toEqual(["k2", "k1", noKey, claudeCodeKeys]);
    expect(await listKeys("person")).toEqual(["ines@x.example", peopleKey]);
    expect(await listKeys("product")).toEqual(["claude_code"]);
    expect((await listKeys("model")).sort()).toEqual([noKey, "claude-next-9", "claude-opus-5"]);
  });

  test("a slot isn't given to workspaces before any cost is known", async () => {
    await saveWorkspace("idle", null);
    await assignChartSlots();
    expect(await listSlots("workspace")).toEqual({});
  });

  test("a slot is one for each thing, even if two servers give them at once", async () => {
    await store(today, { a: "3", b: "2" });
    await Promise.all([assignChartSlots(), assignChartSlots()]);
    expect(await listSlots("workspace")).toEqual({ a: 0, b: 1 });
  });
});

describe("in a report", () => {
  test("a workspace keeps its color in every range, whatever its rank", async () => {
    await store(yesterday, { a: "90", b: "30", c: "20" });
    await store(today, { a: "1", b: "2", c: "3" });
    await assignChartSlots();
    const colors = await listSlots("workspace");
    expect(await readColors(yesterday)).toEqual(colors);
    expect(await readColors(today)).toEqual(colors);
  });

  test("the five most expensive ones of the organization have five colors, and the rest has none", async () => {
    await store(today, toAmounts(12));
    await assignChartSlots();
    const slots = await listSlots("workspace");
    const colors = Object.entries(await readColors(today));
    const shown = colors.slice(0, 5);
    expect(shown.map(([id]) => id)).toEqual(["w0", "w1", "w2", "w3", "w4"]);
    expect(shown).toEqual(shown.map(([id]) => [id, slots[id]]));
    expect(new Set(shown.map(([, color]) => color)).size).toBe(5);
    expect(colors.slice(5).map(([, color]) => color)).toEqual(Array.from({ length: 7 }, () => null));
  });

  test("a new workspace takes a free color until it has a slot", async () => {
    await store(today, { a: "5" });
    await assignChartSlots();
    await store(today, { a: "5", newest: "50" });
    expect(await readColors(today)).toEqual({ newest: 1, a: 0 });
  });

  test("a workspace has its own display color unless it is that of another one shown", async () => {
    await saveWorkspace("a", "#2F7D5B");
    await saveWorkspace("b", "#2F7D5C");
    await saveWorkspace("c", "#FFFFFF");
    await store(today, { a: "9", b: "8", c: "7" });
    await assignChartSlots();
    const { b, c } = await listSlots("workspace");
    expect(await readColors(today)).toEqual({ a: "#2f7d5b", b, c });
  });
});

test("what a lead's workspace looks like doesn't depend on workspaces that they don't see", async () => {
  await saveWorkspace("large", "#2F7D5B");
  await saveWorkspace("own", "#2F7D5C");
  await store(today, { large: "9", own: "8" });
  await assignChartSlots();
  const { own: slot } = await listSlots("workspace");
  expect(await readColors(today)).toEqual({ large: "#2f7d5b", own: slot });
  const lead = permitFor(newActor("lead", { workspaceIds: ["own"] }), "cost:read");
  expect(await readColors(today, lead)).toEqual({ own: "#2f7d5c" });
});

test("a lead gets colors of their own workspaces, and no number that counts others", async () => {
  await store(today, toAmounts(20));
  await assignChartSlots();
  const slots = Object.entries(await listSlots("workspace"));
  const [newer, color] = slots.at(-1) ?? ["", 0];
  const [older] = slots.find(([, slot]) => slot === color) ?? [""];
  const lead = permitFor(newActor("lead", { workspaceIds: [older, newer] }), "cost:read");
  expect(await readColors(today, lead)).toEqual({ [older]: color, [newer]: (color + 1) % 6 });
  const nobody = permitFor(newActor("lead", { workspaceIds: [] }), "cost:read");
  expect(await readColors(today, nobody)).toEqual({});
});
