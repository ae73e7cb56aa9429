import { asc } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { apiKeyUsage, usageKeyRollups } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { storeDay } from "@/lib/money/reports/test-day";
import { usageRow } from "@/lib/money/reports/test-rows";

beforeEach(resetDatabase);

let readings = 0;

async function read(day: string, tokens: Record<string, number>): Promise<void> {
  readings += 1;
  const rows = Object.entries(tokens).map(([key, outputTokens]) =>
    usageRow({ apiKeyId: key || null, outputTokens }),
  );
  await storeDay("usage", day, rows, new Date(readings));
}

async function listUsage() {
  const db = await database();
  const rows = await db.select().from(apiKeyUsage).orderBy(asc(apiKeyUsage.apiKeyId));
  return rows.map(({ apiKeyId, lastUsedOn, tokens30d }) => [apiKeyId, lastUsedOn, tokens30d]);
}

test("the tokens of a key are added up over all kinds and models", async () => {
  const all = {
    uncachedInputTokens: 1,
    cacheReadInputTokens: 10,
    cacheCreation5mInputTokens: 100,
    cacheCreation1hInputTokens: 1_000,
    outputTokens: 10_000,
    webSearchRequests: 5,
  };
  const rows = ["claude-opus-5", "claude-haiku-5"].map((model) => usageRow({ apiKeyId: "a", model, ...all }));
  await storeDay("usage", "2026-05-01", rows, new Date(0));
  expect(await listUsage()).toEqual([["a", "2026-05-01", 22_222]]);
});

test("the playground's traffic belongs to no key", async () => {
  await read("2026-05-01", { "": 7, a: 1 });
  expect(await listUsage()).toEqual([["a", "2026-05-01", 1]]);
});

test("days can be read in any order", async () => {
  await read("2026-05-02", { a: 2 });
  await read("2026-05-03", { b: 4 });
  await read("2026-05-01", { a: 1, b: 1 });
  expect(await listUsage()).toEqual([
    ["a", "2026-05-02", 3],
    ["b", "2026-05-03", 5],
  ]);
});

test("the 30 days end with the newest day and move with it", async () => {
  await read("2026-05-01", { a: 1 });
  await read("2026-05-02", { a: 2 });
  await read("2026-05-30", { b: 4 });
  expect(await listUsage()).toEqual([
    ["a", "2026-05-02", 3],
    ["b", "2026-05-30", 4],
  ]);
  await read("2026-05-31", { b: 8 });
  expect(await listUsage()).toEqual([
    ["a", "2026-05-02", 2],
    ["b", "2026-05-31", 12],
  ]);
  await read("2026-06-30", { b: 1 });
  expect(await listUsage()).toEqual([
    ["a", "2026-05-02", 0],
    ["b", "2026-06-30", 1],
  ]);
});

test("older history changes only the date of the last use", async () => {
  await read("2026-05-31", { b: 1 });
  await read("2025-01-01", { a: 9, b: 9 });
  expect(await listUsage()).toEqual([
    ["a", "2025-01-01", 0],
    ["b", "2026-05-31", 1],
  ]);
});

test("a corrected day can remove a use of the key", async () => {
  await read("2026-05-01", { a: 1, b: 1 });
  await read("2026-05-02", { a: 2, b: 2 });
  await read("2026-05-02", { b: 3 });
  expect(await listUsage()).toEqual([
    ["a", "2026-05-01", 1],
    ["b", "2026-05-02", 4],
  ]);
  await read("2026-05-02", {});
  await read("2026-05-01", {});
  expect(await listUsage()).toEqual([
    ["a", null, 0],
    ["b", null, 0],
  ]);
  expect(await (await database()).select().from(usageKeyRollups)).toEqual([]);
});
