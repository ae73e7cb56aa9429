import Big from "big.js";
import { beforeEach, expect, test, vi } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { getTranslator } from "@/lib/core/delivery/translate";
import { markRead } from "@/lib/core/history/test-history";
import { toCsv } from "@/lib/core/sheets/csv";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow, usageRow } from "@/lib/money/reports/test-rows";
import { digestActors } from "./actors-digest";
import { digestBudgets } from "./budgets-digest";
import type { Digest } from "./digest";
import { digestList } from "./list-digest";
import { digestSavings } from "./savings-digest";

const today = "2026-11-01";
const by = permitFor("finance", "cost:read");

// A day on which the cost of keys, which is kept for 92 days, still has all of October.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(`${today}T08:00:00Z`) });
  await resetDatabase();
  await markRead(["cost", "usage"]);
  await noteActorCostCapability(null, new Date());
  for (const [day, cents] of [
    ["2026-10-05", "1000.4"],
    ["2026-10-06", "333.3"],
  ] as const) {
    await replaceDay("usage", day, [usageRow({ workspaceId: "w1" })], new Date());
    await replaceDay("cost", day, [costRow({ workspaceId: "w1", cents })], new Date());
  }
});

const ask = async (query: string) => ({
  search: new URLSearchParams(query),
  today,
  t: await getTranslator("en"),
  locale: "en" as const,
});

async function readFile({ openSheet }: Digest): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of toCsv(await openSheet())) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const toDollars = (text = "") => new Big(text.replace(/[$,]/g, ""));
const add = (amounts: readonly Big[]) => amounts.reduce((all, one) => all.plus(one), new Big(0));

test("keys and people are sent with each reason for the gap, and add up to what is billed", async () => {
  const digest = await digestActors({ ...(await ask("range=last_month&kind=key")), by });
  expect(digest.sentence).toMatch(/ of the \$13\.34 billed from Oct 1 – Oct 31, 2026\.$/);
  expect(digest.table.foot).toEqual(["Cost report", "$13.34"]);
  expect(add(digest.table.rows.map(([, amount]) => toDollars(amount))).toFixed(2)).toBe("13.34");
  expect(digest.path).toContain("/cost/people?kind=key&from=2026-10-01&to=2026-10-31");
  expect(digest.kind).toBe("reported");
  expect(await readFile(digest)).toMatch(/^from,to,kind,id,name,email,source/);
});

test("savings are sent by model, with their months as a picture and what could still be saved", async () => {
  const digest = await digestSavings({ ...(await ask("range=last_month")), by });
  expect(digest.sentence).toMatch(/^Caching and batching saved \$[\d.]+ from Oct 1 – Oct 31, 2026/);
  expect(digest.path).toContain("/cost/savings?from=2026-10-01&to=2026-10-31");
  expect(digest.table.columns).toHaveLength(5);
  expect(await readFile(digest)).toMatch(/^month,model,tokens,paid_usd/);
});

test("budgets are sent with their period so far", async () => {
  const db = await database();
  const at = new Date("2026-01-01");
  await db.insert(budgets).values({
    id: "00000000-0000-4000-8000-000000000001",
    scope: "organization",
    period: "year",
    cents: "1000",
    thresholds: [80],
    createdBy: "x",
    createdAt: at,
    changedAt: at,
  });
  const digest = await digestBudgets({ ...(await ask("")), by });
  expect(digest.sentence).toMatch(/^1 budget: /);
  expect(digest.table.rows).toEqual([
    ["Organization", "Year", "$10.00", "$13.34", "133.4%", expect.stringMatching(/^\$/)],
  ]);
  expect(await readFile(digest)).toContain("2026-11-01,organization,");
});

test("a list is sent as its page shows it, as much of it as its owner sees", async () => {
  await addMember("ada", "admin");
  await addMember("bob", "billing");
  const given = { ...(await ask("q=ada")), list: "members" as const };
  const digest = await digestList({ ...given, actor: newActor("admin") });
  expect(digest.sentence).toBe("Members: 1 on Nov 1, 2026.");
  expect(digest.table.rows).toEqual([["ada", "ada@northwind.example", "admin"]]);
  expect(digest.path).toBe("/members?q=ada");
  const file = await readFile(digest);
  expect(file).toContain("ada@northwind.example");
  expect(file).not.toContain("bob@northwind.example");
  await expect(digestList({ ...given, actor: newActor("finance") })).rejects.toMatchObject({
    code: "forbidden",
  });
  const ofLead = await digestList({ ...given, actor: newActor("lead", { workspaceIds: [] }) });
  expect(ofLead.table.rows).toEqual([]);
});

test.each(["keys", "workspaces", "invites", "activity"] as const)(
  "the list of %s has its columns",
  async (list) => {
    const digest = await digestList({ ...(await ask("")), list, actor: newActor("admin") });
    const file = (await readFile(digest)).split("\n")[0]?.split(",") ?? [];
    expect(file.length).toBeGreaterThan(3);
    expect(digest.table.columns.map(({ label }) => label)).not.toContain("");
  },
);
