import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./folder-lock";
import { startProcess, type TestProcess } from "./test-process";

let folder: string;
let started: TestProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "castellan-lock-"));
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((each) => each.kill()));
  await rm(folder, { recursive: true, force: true });
});

function startHolder(): TestProcess {
  const holder = startProcess("lib/core/db/test-lock-holder.ts", folder);
  started.push(holder);
  return holder;
}

const inUse = expect.objectContaining({
  code: "store_unavailable",
  message: expect.stringContaining("is in use by another Castellan process"),
});

test("a folder refuses a second user, in this process or another, until the first releases it", async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toEqual(inUse);
  expect(await startHolder().nextLine()).toContain(`${folder} is in use`);
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
  const again = await lockFolder(folder);
  await again.release();
});

test("a folder of an unresponsive process stays locked", async () => {
  const holder = startHolder();
  expect(await holder.nextLine()).toBe("held");
  holder.child.stdin?.write("block\n");
  expect(await holder.nextLine()).toBe("blocked");
  await expect(lockFolder(folder)).rejects.toEqual(inUse);
});

test("a folder is free as soon as its holder is killed", async () => {
  const holder = startHolder();
  expect(await holder.nextLine()).toBe("held");
  await holder.kill();
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toEqual(inUse);
  await lock.release();
});

test("a dead holder's folder goes to one of five processes that start together", async () => {
  const dead = startHolder();
  expect(await dead.nextLine()).toBe("held");
  await dead.kill();
  const answers = await Promise.all(Array.from({ length: 5 }, () => startHolder().nextLine()));
  expect(answers.filter((answer) => answer === "held")).toHaveLength(1);
  expect(answers.filter((answer) => answer.includes("is in use"))).toHaveLength(4);
});

test("a folder goes to one of many users in the same process", async () => {
  const dead = startHolder();
  expect(await dead.nextLine()).toBe("held");
  await dead.kill();
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  const won = tries.filter((each) => each.status === "fulfilled");
  expect(won).toHaveLength(1);
  await won[0]?.value.release();
});

test("a folder can be locked even if its path is too long for a socket", async () => {
  folder = join(folder, "d".repeat(120));
  await mkdir(folder);
  const lock = await lockFolder(folder);
  expect(await readdir(folder)).toEqual([]);
  await expect(lockFolder(folder)).rejects.toEqual(inUse);
  await lock.release();
  const again = await lockFolder(folder);
  await again.release();
});

test("a file in place of the folder is named in the error", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(lockFolder(file)).rejects.toMatchObject({
    code: "store_unavailable",
    message: `DATA_DIR ${file} cannot be written: ENOTDIR`,
  });
});
