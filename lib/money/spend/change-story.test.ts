import Big from "big.js";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { keyRotations } from "@/lib/core/db/own-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, listDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow, usageRow } from "@/lib/money/reports/test-rows";
import { getSpendChanges } from "./changes";

const finance = permitFor("finance", "cost:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["b"] }), "cost:read");
const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
const query = {
  by: "workspace",
  after: { from: ago(14), to: ago(1) },
  before: { from: ago(28), to: ago(15) },
} as const;

beforeEach(async () => {
  await resetDatabase();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  const db = await database();
  await db
    .insert(workspaces)
    .values(["a", "b"].map((id) => ({ id, name: id.toUpperCase(), isDefault: false, tags: {}, ...seen })));
  await db.insert(apiKeys).values(
    [
      ["k1", "a"],
      ["k2", "a"],
      ["k3", "b"],
    ].map(([id = "", workspaceId = ""]) => ({
      id,
      name: `key-${id}`,
      workspaceId,
      status: "active",
      scope: "workspace",
      ...seen,
    })),
  );
  await noteActorCostCapability(new AppError("refused", "no analytics here"), new Date());
  await markRead(["cost", "usage"]);
});

type Used = { key: string; workspaceId: string; tokens: number; tier?: string };

/** A token costs a tenth of a cent, and half of that in a batch. */
async function store(day: string, used: readonly Used[]): Promise<void> {
  const tierOf = ({ tier = "standard" }: Used) => tier;
  const usage = used.map((each) =>
    usageRow({
      workspaceId: each.workspaceId,
      apiKeyId: each.key,
      model: "opus",
      serviceTier: tierOf(each),
      contextWindow: "0-200k",
      outputTokens: each.tokens,
    }),
  );
  const cost = used.map((each) =>
    costRow({
      workspaceId: each.workspaceId,
      model: "opus",
      serviceTier: tierOf(each),
      contextWindow: "0-200k",
      tokenType: "output_tokens",
      cents: new Big(each.tokens).times(tierOf(each) === "batch" ? "0.05" : "0.1").toFixed(),
    }),
  );
  await replaceDay("usage", day, usage, new Date());
  await replaceDay("cost", day, cost, new Date());
}

const everyDay: Used[] = [
  { key: "k1", workspaceId: "a", tokens: 1000 },
  { key: "k3", workspaceId: "b", tokens: 500 },
];

describe("the story of a difference", () => {
  test("the story of a difference names two days, the keys that ran in batches then, and the exact causes", async () => {
    for (const day of listDays({ from: ago(28), to: ago(1) })) await store(day, everyDay);
    const batch = { key: "k2", workspaceId: "a", tier: "batch" };
    await store(ago(6), [...everyDay, { ...batch, tokens: 20_000 }]);
    await store(ago(5), [...everyDay, { ...batch, tokens: 10_000 }]);
    const { story, differenceCents } = await getSpendChanges(finance, query);
    expect(differenceCents).toBe("1500");
    expect(story).toMatchObject({
      span: { from: ago(6), to: ago(5), differenceCents: "1500" },
      drivers: [{ kind: "key", key: "k2", label: "key-k2", differenceCents: "1500" }],
      isBatch: true,
      // 30,000 tokens more at the earlier 0.1, but in batches at half of that.
      effects: { volumeCents: "3000", mixCents: "-1500", priceCents: "0", otherCents: "0" },
    });
  });

  test("the story of a difference names the workspace if no key and no days account for it, and a lead sees only their own", async () => {
    for (const day of listDays(query.before)) await store(day, everyDay);
    const keys = ["k4", "k5", "k6", "k7", "k8"];
    const more = keys.map((key) => ({ key, workspaceId: "b", tokens: 400 }));
    for (const day of listDays(query.after)) await store(day, [...everyDay, ...more]);
    const { story, differenceCents } = await getSpendChanges(finance, query);
    expect(differenceCents).toBe("2800");
    expect(story).toMatchObject({
      span: null,
      drivers: [{ kind: "workspace", key: "b", label: "B", differenceCents: "2800" }],
      isBatch: false,
      effects: {
        volumeCents: "2800",
        mixCents: "0",
        priceCents: "0",
        tokensBefore: "21000",
        tokensAfter: "49000",
      },
    });
    const own = await getSpendChanges(lead, query);
    expect(own).toMatchObject({
      differenceCents: "2800",
      story: { effects: { volumeCents: "2800", tokensBefore: "7000", tokensAfter: "35000" } },
    });
  });

  test("more days are no difference of a key or a workspace, and the rest is measured against as many days", async () => {
    const longer = { ...query, after: { from: ago(15), to: ago(1) }, before: { from: ago(29), to: ago(16) } };
    for (const day of listDays({ from: ago(29), to: ago(1) })) await store(day, everyDay);
    expect(await getSpendChanges(finance, longer)).toMatchObject({
      differenceCents: "150",
      story: { span: null, drivers: [], effects: { volumeCents: "0", mixCents: "0", priceCents: "0" } },
    });
    const more = { key: "k2", workspaceId: "a", tokens: 10 };
    for (const day of listDays(longer.after)) await store(day, [...everyDay, more]);
    expect(await getSpendChanges(finance, longer)).toMatchObject({
      differenceCents: "165",
      story: { drivers: [{ key: "k2", differenceCents: "15" }], effects: { volumeCents: "15" } },
    });
  });

  test("a key and the one that replaced it are one", async () => {
    const old = { key: "k2", workspaceId: "a", tokens: 1000 };
    for (const day of listDays(query.before)) await store(day, [...everyDay, old]);
    const replacement = { key: "k4", workspaceId: "a", tokens: 1100 };
    for (const day of listDays(query.after)) await store(day, [...everyDay, replacement]);
    const readDrivers = async () => (await getSpendChanges(finance, query)).story?.drivers;
    // What moved the other way, 1,400, is more than the difference, so that no key is the reason.
    expect(await readDrivers()).toEqual([
      { kind: "workspace", key: "a", label: "A", differenceCents: "140" },
    ]);
    const db = await database();
    await db
      .insert(keyRotations)
      .values({ keyId: "k2", replacementId: "k4", startedBy: "ada@x.example", startedAt: new Date() });
    expect(await readDrivers()).toEqual([{ kind: "key", key: "k4", label: "k4", differenceCents: "140" }]);
  });

  test("the story of a difference isn't told while days are missing, within one workspace, or if nothing changed", async () => {
    for (const day of listDays({ from: ago(28), to: ago(1) })) await store(day, everyDay);
    expect((await getSpendChanges(finance, query)).story).toBeNull();
    await store(ago(3), [...everyDay, { key: "k2", workspaceId: "a", tokens: 9000 }]);
    expect((await getSpendChanges(finance, query)).story).not.toBeNull();
    expect((await getSpendChanges(finance, { ...query, workspace: "a" })).story).toBeNull();
    const db = await database();
    await db.delete(reportDays).where(eq(reportDays.day, ago(20)));
    expect((await getSpendChanges(finance, query)).story).toBeNull();
  });
});

test("within a workspace, its models and keys add up to its own difference", async () => {
  for (const day of listDays({ from: ago(28), to: ago(1) })) await store(day, everyDay);
  await store(ago(3), [...everyDay, { key: "k2", workspaceId: "a", tokens: 9000 }]);
  for (const by of ["model", "key"] as const) {
    const { rows, differenceCents, within } = await getSpendChanges(finance, {
      ...query,
      by,
      workspace: "a",
    });
    expect(within).toEqual({ key: "a", label: "A" });
    expect(differenceCents).toBe("900");
    expect(rows.reduce((sum, row) => sum.plus(row.differenceCents), new Big(0)).toFixed()).toBe("900");
  }
  const hidden = await getSpendChanges(lead, { ...query, by: "model", workspace: "a" });
  expect(hidden).toMatchObject({ rows: [], differenceCents: "0", within: { key: "a", label: "a" } });
});
