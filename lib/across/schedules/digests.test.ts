import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { getTranslator } from "@/lib/core/delivery/translate";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow, usageRow } from "@/lib/money/reports/test-rows";
import { digestClaudeCode } from "./claude-code-digest";
import { digestCost } from "./cost-digest";
import { digestStatement } from "./statement-digest";
import { digestUsage } from "./usage-digest";

const today = "2026-11-01";
const finance = newActor("finance");

beforeEach(async () => {
  await resetDatabase();
  await markRead(["cost", "usage", "claude-code"]);
  await replaceDay("usage", "2026-10-05", [usageRow({ workspaceId: "w1" })], new Date());
  await replaceDay("cost", "2026-10-05", [costRow({ cents: "100" })], new Date());
});

async function ask(query: string, day = today) {
  return {
    search: new URLSearchParams(query),
    today: day,
    t: await getTranslator("en"),
    locale: "en" as const,
  };
}
const digest = {
  cost: async (query: string) => digestCost({ ...(await ask(query)), by: permitFor(finance, "cost:read") }),
  usage: async (query: string) =>
    digestUsage({ ...(await ask(query)), by: permitFor(finance, "usage:read") }),
  "claude-code": async (query: string) =>
    digestClaudeCode({ ...(await ask(query)), by: permitFor(finance, "claude-code:read") }),
};

test.each([
  ["range=7d", "2026-10-25", "2026-10-31"],
  ["range=7d&include=today", "2026-10-25", "2026-10-31"],
  ["range=today", "2026-10-31", "2026-10-31"],
  ["range=this_month", "2026-10-01", "2026-10-31"],
  ["range=last_month", "2026-10-01", "2026-10-31"],
  ["from=2026-10-20&to=2026-11-01", "2026-10-20", "2026-10-31"],
])("%s ends with the last complete day, in every report", async (query, from, to) => {
  for (const one of Object.values(digest)) {
    const { path, span } = await one(query);
    expect(path).toContain(`from=${from}&to=${to}`);
    expect(span).toContain("Oct 31");
  }
});

test("usage by person has people in its table and its file", async () => {
  const { table, openSheet } = await digest.usage("range=last_month&group=person");
  expect(table.columns[0]?.label).toBe("Person");
  expect((await openSheet()).columns.map(({ name }) => name)).toContain("person");
});

test("a cost report says which currency it leaves others out for", async () => {
  expect((await digest.cost("range=last_month")).notes).toEqual([]);
  const rows = [costRow({ cents: "100" }), costRow({ cents: "300", currency: "EUR" })];
  await replaceDay("cost", "2026-10-05", rows, new Date());
  const notes = ["This report includes only costs in USD."];
  expect((await digest.cost("range=last_month")).notes).toEqual(notes);
});

test("a statement that is sent late is of the month it was due for", async () => {
  const by = permitFor(finance, "cost:read");
  const { path, openSheet } = await digestStatement({ ...(await ask("", "2026-09-30")), by });
  expect(path).toContain("month=2026-08");
  expect((await openSheet()).period).toBe("2026-08");
});
