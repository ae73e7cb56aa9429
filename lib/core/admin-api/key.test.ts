import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { readApi } from "./client";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "castellan-key-"));
  file = join(folder, "key");
  writeFileSync(file, "sk-ant-admin01-old\n");
  env.ANTHROPIC_ADMIN_KEY_FILE = file;
});
afterEach(() => {
  env.ANTHROPIC_ADMIN_KEY_FILE = undefined;
  rmSync(folder, { recursive: true });
  forget("sandbox");
});

function accept(key: string): void {
  resetSandbox({ key });
}
const ask = () => readApi((api, options) => api.organization.retrieve(options));

test("a replaced key file is used from the next request on, without a restart", async () => {
  accept("sk-ant-admin01-old");
  await expect(ask()).resolves.toMatchObject({ name: "Northwind Labs" });
  accept("sk-ant-admin01-new");
  await expect(ask()).rejects.toMatchObject({ code: "key_rejected" });
  writeFileSync(`${file}.next`, "sk-ant-admin01-new");
  renameSync(`${file}.next`, file);
  await expect(ask()).resolves.toMatchObject({ name: "Northwind Labs" });
});

test("a missing key file counts as a rejected key until the file is back", async () => {
  accept("sk-ant-admin01-old");
  rmSync(file);
  await expect(ask()).rejects.toMatchObject({ code: "key_rejected" });
  writeFileSync(file, "sk-ant-admin01-old");
  await expect(ask()).resolves.toMatchObject({ name: "Northwind Labs" });
});
