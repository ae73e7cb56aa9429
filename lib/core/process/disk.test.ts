import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readDisk } from "./disk";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "castellan-disk-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([true, false])(
  "a good disk says how much is free, and keeps nothing of a trial (%s)",
  async (isTried) => {
    expect(await readDisk(folder, { isTried })).toEqual({ fault: null, freeBytes: expect.any(Number) });
    expect(await readdir(folder)).toEqual([]);
  },
);

test("a folder that was removed is missing", async () => {
  await rm(folder, { recursive: true });
  expect(await readDisk(folder, { isTried: true })).toEqual({ fault: "missing", freeBytes: null });
});
