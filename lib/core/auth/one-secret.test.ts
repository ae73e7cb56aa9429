import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { database } from "@/lib/core/db/client";
import { secretRecord } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { log } from "@/lib/core/log/log";
import { claimSecrets, recordSecrets, refuseStranger, releaseSecrets } from "./one-secret";
import { sessionSecret } from "./secret";
import { restartWith } from "./test-rotation";

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
  await claimSecrets();
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

test("a start with the previous secret at hand warns of nothing, and the record waits for the command", async () => {
  const [old, fresh] = ["o".repeat(32), "n".repeat(32)];
  onTestFinished(() => restartWith(undefined));
  restartWith(old);
  const first = await start();
  restartWith(fresh, old);
  expect(await start()).toBe(first);
  await refuseStranger();
  await recordSecrets();
  restartWith(fresh);
  expect(await start()).not.toBe(first);
  expect(warn).not.toHaveBeenCalled();
  restartWith(old);
  await expect(refuseStranger()).rejects.toThrow("the store was last used with other secrets");
});
