import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { attack, readLine, writeEntries } from "@/lib/core/audit/test-attack";
import { closeDatabase } from "@/lib/core/db/client";
import { openEmbedded } from "@/lib/core/db/open-embedded";
import { storeKey } from "@/lib/core/db/store-key";
import { createStoreFolder } from "@/lib/core/db/test-folder";
import { env } from "@/lib/core/env/env";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";

const secret = "a secret of thirty-two characters";
let folder: string;
let head: { seq: number; hash: string };

async function inStore(run: () => Promise<void>) {
  forget(storeKey);
  processSingleton(storeKey, () => openEmbedded(folder));
  await run();
  await closeDatabase();
}

beforeAll(async () => {
  folder = await createStoreFolder(inject("migratedPglite"));
  Object.assign(env, { NEXTAUTH_SECRET: secret });
  await inStore(async () => {
    await writeEntries("user_1", "user_2");
    head = await readLine(4);
  });
}, 240_000);
afterAll(() => rm(folder, { recursive: true }));

type Given = { environment?: Record<string, string>; command?: "verify" | "export" };

async function run(words: string[], { environment = {}, command = "verify" }: Given = {}) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", `scripts/audit-${command}.ts`, ...words],
    { env: { ...process.env, DATA_DIR: folder, NEXTAUTH_SECRET: secret, ...environment } },
  );
  let text = "";
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, text };
}

const timeout = 240_000;

test("a proven log exits 0, with the head and key to keep elsewhere", { timeout }, async () => {
  const { code, text } = await run(["--expect", String(head.seq), head.hash]);
  expect(text).toContain(`The audit log is intact: 4 lines. Head: 4 ${head.hash}`);
  expect(text).toContain("Line 4 has the expected hash.");
  expect(text).toMatch(/^Public key: MCowBQYDK2VwAyEA/m);
  expect(code).toBe(0);
});

test("a missing or different head exits 1", { timeout }, async () => {
  const other = "0".repeat(64);
  const { code, text } = await run(["--expect", "4", other, "--expect", "9", head.hash]);
  expect(text).toContain(`The audit log was rewritten: line 4 has the hash ${head.hash}, not ${other}.`);
  expect(text).toContain(
    `The audit log was rolled back or rewritten: line 9 with the hash ${head.hash} is missing.`,
  );
  expect(code).toBe(1);
});

test.each([[["--expect", "4"]], [["--expect", "x", "y"]], [["--all"]], [["--key", "/nowhere"]]])(
  "%j is 2, with how to call it or what is wrong",
  { timeout },
  async (words) => {
    const { code, text } = await run(words);
    expect(text).toMatch(/Usage: npm run audit:verify|ENOENT/);
    expect(code).toBe(2);
  },
);

test("another secret proves nothing unless the former one is given", { timeout }, async () => {
  const environment = { NEXTAUTH_SECRET: "another one of thirty-two characters" };
  const without = await run([], { environment });
  expect(without.text).toContain("its end is NOT proven: it was sealed with another key");
  expect(without.code).toBe(1);
  const file = join(folder, "former-secret");
  await writeFile(file, `${secret}\n`);
  const given = await run(["--key", file], { environment });
  expect(given.text).toContain("The audit log is intact: 4 lines.");
  expect(given.code).toBe(0);
});

test("an export verifies elsewhere, without database and secret", { timeout }, async () => {
  const file = join(folder, "log.jsonl");
  const saved = await run([file], { command: "export" });
  expect(saved.text).toContain(`4 lines saved in ${file}. Head: 4 ${head.hash}`);
  const publicKey = /Public key: (\S+)/.exec(saved.text)?.[1] ?? "";
  const environment = { NEXTAUTH_SECRET: "", DATA_DIR: "/proc/nowhere" };
  const words = ["--file", file, "--public-key", publicKey, "--expect", "4", head.hash];
  const { code, text } = await run(words, { environment });
  expect(text).toContain("The audit log is intact: 4 lines.");
  expect(code).toBe(0);
  await writeFile(file, (await readFile(file, "utf8")).replace("user_1", "user_9"));
  const changed = await run(words, { environment });
  expect(changed.text).toContain("The export was CHANGED after it was signed. The first invalid line is 1.");
  expect(changed.code).toBe(1);
  const again = await run([file, "--from"], { command: "export" });
  expect(again.text).toContain("Usage: npm run audit:export");
  expect(again.code).toBe(1);
});

test("what is unproven stays so until it is accepted; what follows is judged", { timeout }, async () => {
  await inStore(async () => {
    await attack(sql`delete from audit_head`);
    await writeEntries("user_3");
  });
  const { code, text } = await run([]);
  expect(text).toContain("unproven before line 5: the lines before it had no seal");
  expect(code).toBe(1);
  expect((await run(["--unproven-before", "5"])).code).toBe(0);
});
