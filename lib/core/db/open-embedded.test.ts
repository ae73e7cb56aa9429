import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isNull, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { openEmbedded } from "./open-embedded";
import { costRows } from "./report-tables";
import { reviewRows } from "./review-tables";
import { createStoreFolder } from "./test-folder";
import { startProcess } from "./test-process";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "castellan-store-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("the database has every acknowledged row after its process was killed while writing", {
  timeout: 120_000,
}, async () => {
  const folder = await createStoreFolder(inject("migratedPglite"));
  const writer = startProcess("lib/core/db/test-writer.ts", folder);
  let acknowledged = 0;
  while (acknowledged < 20) acknowledged = Number(await writer.nextLine());
  await expect(openEmbedded(folder)).rejects.toMatchObject({ code: "store_unavailable" });
  await writer.kill();

  const { db, close } = await openEmbedded(folder);
  const rows = await db.select({ cents: costRows.cents }).from(costRows);
  await close();
  const kept = rows.map((row) => Number(row.cents)).sort((a, b) => a - b);
  // Rows after the last acknowledged one may or may not exist, but none before is missing or doubled.
  expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
  expect(kept).toEqual(Array.from(kept, (_, index) => index + 1));
  await rm(folder, { recursive: true });
});

test("the database is complete or absent, even after a start was killed", {
  timeout: 120_000,
}, async () => {
  await mkdir(join(folder, "pglite-new-killed", "base"), { recursive: true });
  await writeFile(join(folder, "pglite-new-killed", "PG_VERSION"), "18");
  const store = await openEmbedded(folder);
  expect(await store.db.$count(costRows)).toBe(0);
  await store.close();
  expect((await readdir(folder)).filter((name) => name.startsWith("pglite"))).toEqual(["pglite"]);
});

test("a start doesn't fail while the creation of a killed one is still ending", {
  timeout: 120_000,
}, async () => {
  const left = join(folder, "pglite-new-killed");
  await mkdir(left);
  const creation = spawn(process.execPath, ["lib/core/db/embedded/initdb.mjs", left]);
  const ended = once(creation, "exit");
  await vi.waitUntil(() => existsSync(join(left, "base", "1")), { timeout: 60_000 });
  const opened = openEmbedded(folder);
  creation.stdin.end();
  const store = await opened;
  expect((await ended)[0]).toBe(1);
  expect(await store.db.$count(costRows)).toBe(0);
  await store.close();
});

test("a store of the last version before the baseline opens, and an earlier one names the way out", {
  timeout: 120_000,
}, async () => {
  const folder = await createStoreFolder(inject("migratedPglite"));
  const journal = sql`drizzle.__drizzle_migrations`;
  const first = await openEmbedded(folder);
  await first.db.execute(sql`delete from ${journal}`);
  await first.db.execute(sql`insert into ${journal} (hash, created_at)
    values ('0065_proven_time', 1796067575558), ('0066_key_owners', 1796078858132)`);
  // What later migrations have added, that version doesn't have.
  await first.db.execute(sql`alter table review_rows drop column membership, drop column handed_to`);
  await first.db.execute(sql`alter table reviews drop column fallback, drop column undecided`);
  await first.db.execute(sql`drop table review_events, oauth_credentials, access_tokens, provider_logouts`);
  await first.db.execute(sql`alter table bulk_runs drop column is_proposed, drop column proposal`);
  await first.db.execute(sql`alter table sessions drop column member_id, drop column passkey_id`);
  for (const name of ["bulk_runs", "invited_memberships", "key_rotations", "reviews", "schedules"])
    await first.db.execute(sql`alter table ${sql.identifier(name)} drop column member_id`);
  await first.db.insert(costRows).values({ day: "2026-11-24", cents: "1" });
  await first.close();

  const second = await openEmbedded(folder);
  expect(await second.db.$count(costRows)).toBe(1);
  expect(await second.db.$count(reviewRows, isNull(reviewRows.membership))).toBe(0);
  await second.db.execute(sql`delete from ${journal} where created_at >= 1796078858132`);
  await second.close();
  await expect(openEmbedded(folder)).rejects.toThrow("its schema is from before 0.2.0");
  await rm(folder, { recursive: true });
});

test("missing folders are created, or the error says why they can't be", { timeout: 120_000 }, async () => {
  const nested = join(folder, "a", "b");
  const store = await openEmbedded(nested);
  expect(await store.db.$count(costRows)).toBe(0);
  await store.close();

  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(openEmbedded(join(file, "data"))).rejects.toMatchObject({
    code: "store_unavailable",
    message: expect.stringContaining(`DATA_DIR ${join(file, "data")} cannot be created: ENOTDIR`),
  });
  await expect(openEmbedded("/proc/castellan/data")).rejects.toMatchObject({ code: "store_unavailable" });
});
