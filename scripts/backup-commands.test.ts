import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { writeEntries } from "@/lib/core/audit/test-attack";
import { closeDatabase } from "@/lib/core/db/client";
import { openEmbedded } from "@/lib/core/db/open-embedded";
import { storeKey } from "@/lib/core/db/store-key";
import { tableNames } from "@/lib/core/db/table-names";
import { createStoreFolder } from "@/lib/core/db/test-folder";
import { env } from "@/lib/core/env/env";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";

const secret = "a secret of thirty-two characters";
const timeout = 600_000;
let folder: string;
let old: string;
let backup: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "castellan-backups-"));
  backup = join(folder, "backup");
  Object.assign(env, { NEXTAUTH_SECRET: secret });
  forget(storeKey);
  old = await createStoreFolder(inject("migratedPglite"));
  processSingleton(storeKey, () => openEmbedded(old));
  await writeEntries("user_1", "user_2");
  await closeDatabase();
}, timeout);
afterAll(() => Promise.all([folder, old].map((each) => rm(each, { recursive: true }))));

async function run(words: string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", ...words], {
    env: { ...process.env, NEXTAUTH_SECRET: secret, ...environment },
  });
  let text = "";
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, text };
}

const restore = (file: string, environment: Record<string, string>, ...options: string[]) =>
  run(["scripts/restore.ts", file, ...options], { DATA_DIR: join(folder, "new"), ...environment });

async function countRows(): Promise<number> {
  const store = await openEmbedded(join(folder, "new"));
  let count = 0;
  for (const name of tableNames) {
    const { rows } = await store.db.execute<{ count: number }>(
      sql.raw(`select count(*)::int as count from ${name}`),
    );
    count += rows[0]?.count ?? 0;
  }
  await store.close();
  return count;
}

test("a backup is encrypted and needs its secret; a changed one is refused, an unencrypted one unless asked for, and no other file is replaced", {
  timeout,
}, async () => {
  const made = await run(["scripts/backup.ts", backup], { DATA_DIR: old });
  expect(made).toEqual({
    code: 0,
    text: `5 rows saved in ${backup}. To restore it, you need NEXTAUTH_SECRET: keep it in another place.\n`,
  });
  const again = await run(["scripts/backup.ts", backup], { DATA_DIR: old });
  expect(again.code).toBe(0);
  const bytes = await readFile(backup);
  expect(bytes.toString("latin1")).toMatch(/^castellan-backup-sealed 1 NEXTAUTH_SECRET /);

  await writeFile(`${backup}-of-another`, "settings of another program");
  const refused = await run(["scripts/backup.ts", `${backup}-of-another`], { DATA_DIR: old });
  expect(refused).toEqual({
    code: 1,
    text: `${backup}-of-another is no encrypted backup, so it is not replaced. Name another file.\n`,
  });
  expect(await readFile(`${backup}-of-another`, "utf8")).toBe("settings of another program");

  const other = await restore(backup, { NEXTAUTH_SECRET: "another one of thirty-two characters" });
  expect(other).toEqual({
    code: 1,
    text: "the backup was encrypted with a different key. Set NEXTAUTH_SECRET to the value that it was made with.\n",
  });

  await writeFile(`${backup}-doctored`, Buffer.concat([bytes.subarray(0, -1), Buffer.from("x")]));
  const doctored = await restore(`${backup}-doctored`, {});
  expect(doctored).toMatchObject({ code: 1, text: expect.stringContaining("nothing was restored") });
  expect(await countRows()).toBe(0);

  await writeFile(`${backup}-plain`, gzipSync("castellan-backup\t1\nend\t0\n"));
  const plain = await restore(`${backup}-plain`, {});
  expect(plain).toMatchObject({ code: 1, text: expect.stringContaining("add --unencrypted") });
  expect(await restore(`${backup}-plain`, {}, "--unencrypted")).toMatchObject({ text: "0 rows restored\n" });

  expect(await restore(backup, {})).toEqual({ code: 0, text: "5 rows restored\n" });
  expect(await countRows()).toBe(5);
});
