import { mkdir, readdir, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { readBesideServer, writeBesideServer } from "./beside-server";
import { closeDatabase, database } from "./client";
import { openEmbedded } from "./open-embedded";
import { costRows } from "./report-tables";
import { storeKey } from "./store-key";
import { createStoreFolder } from "./test-folder";
import { startProcess } from "./test-process";

let folder: string;

beforeAll(async () => {
  folder = await createStoreFolder(inject("migratedPglite"));
  Object.assign(env, { DATA_DIR: folder });
  readBesideServer();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function listNumbers(): Promise<number[]> {
  forget(storeKey);
  const db = await database();
  const rows = await db.select({ cents: costRows.cents }).from(costRows);
  await closeDatabase();
  return rows.map(({ cents }) => Number(cents)).sort((a, b) => a - b);
}

test("a command reads the rows of one instant while a server continues to write, and leaves no copy, not even that of a killed command", {
  timeout: 120_000,
}, async () => {
  const writer = startProcess("lib/core/db/test-writer.ts", folder);
  let written = 0;
  while (written < 20) written = Number(await writer.nextLine());
  await mkdir(join(folder, "copy-killed"));
  await utimes(join(folder, "copy-killed"), new Date(0), new Date(0));
  const numbers = await listNumbers();
  expect(numbers.length).toBeGreaterThanOrEqual(20);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => index + 1));
  while (written <= numbers.length) written = Number(await writer.nextLine());
  await writer.kill();
  expect((await readdir(folder)).filter((name) => name.startsWith("copy-"))).toEqual([]);
  expect((await listNumbers()).length).toBeGreaterThanOrEqual(written);
});

test("a command writes into the database that a server has open, and refuses without a server", {
  timeout: 120_000,
}, async () => {
  forget("beside-server");
  writeBesideServer();
  forget(storeKey);
  await expect(database()).rejects.toThrow(`no Castellan server is running with DATA_DIR ${folder}`);
  const server = await openEmbedded(folder);
  await (await database()).insert(costRows).values({ day: "2026-11-25", cents: "987654" });
  await closeDatabase();
  const rows = await server.db.select().from(costRows).where(eq(costRows.day, "2026-11-25"));
  expect(rows).toMatchObject([{ cents: expect.stringMatching(/^987654/) }]);
  await server.close();
});
