import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { secretRecord } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { claimSecrets, releaseSecrets } from "./one-secret";
import { sessionSecret } from "./secret";

const warn = vi.spyOn(log, "warn");

beforeEach(async () => {
  await resetDatabase();
  warn.mockClear();
});
afterEach(async () => {
  env.ENVELOPE_KEY = undefined;
  await releaseSecrets();
});

async function start() {
  await claimSecrets("id of the audit key");
  const [record] = await (await database()).select().from(secretRecord);
  return record?.fingerprint ?? "";
}

test("a start with the secrets of the last one logs nothing", async () => {
  const first = await start();
  expect(await start()).toBe(first);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(first).not.toContain(await sessionSecret());
  expect(warn).not.toHaveBeenCalled();
});

test("a start with other secrets counts as a rotation, and logs what is lost", async () => {
  const first = await start();
  env.ENVELOPE_KEY = "k".repeat(32);
  expect(await start()).not.toBe(first);
  const warning = expect.stringContaining("has changed since the last start");
  expect(warn).toHaveBeenCalledExactlyOnceWith(warning);
  await start();
  expect(warn).toHaveBeenCalledTimes(1);
});
