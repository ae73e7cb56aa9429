import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env/env";
import { openBackup, sealBackup } from "./backup-envelope";

const piece = 65_536 + 16;
/** Random bytes don't compress, so this is four pieces. */
const content = randomBytes(200_000);
let folder: string;
let path: string;
let sealed: Buffer;

beforeEach(async () => {
  env.ENVELOPE_KEY = "k".repeat(32);
  folder = await mkdtemp(join(tmpdir(), "castellan-backup-"));
  path = join(folder, "backup");
  sealed = await buffer(sealBackup(Readable.from([gzipSync(content)])));
  await writeFile(path, sealed);
});
afterEach(async () => {
  Object.assign(env, { ENVELOPE_KEY: undefined, ENVELOPE_KEY_PREVIOUS: undefined });
  await rm(folder, { recursive: true });
});

async function open(isPlainAllowed = false): Promise<Buffer> {
  return gunzipSync(await buffer(await openBackup(path, isPlainAllowed)));
}

const headerBytes = () => sealed.indexOf("\n") + 1;
/** Without `count`, to the end. */
const take = (from: number, count = 9) =>
  sealed.subarray(headerBytes() + from * piece, headerBytes() + (from + count) * piece);

describe("an encrypted backup", () => {
  test("an encrypted backup opens with its key, and contains nothing readable", async () => {
    expect((await open()).equals(content)).toBe(true);
    expect(sealed.subarray(0, headerBytes()).toString()).toMatch(
      /^castellan-backup-sealed 1 ENVELOPE_KEY \S{22} \S{22}\n$/,
    );
    expect(sealed.includes(content.subarray(100, 116))).toBe(false);
    expect(sealed.includes(Buffer.from("k".repeat(8)))).toBe(false);
  });

  test("an encrypted backup opens with the previous key after a rotation", async () => {
    Object.assign(env, { ENVELOPE_KEY: "l".repeat(32), ENVELOPE_KEY_PREVIOUS: "k".repeat(32) });
    expect((await open()).equals(content)).toBe(true);
  });

  test.each(["l".repeat(32), undefined])(
    "an encrypted backup says which secret is missing if the key is another one",
    async (key) => {
      env.ENVELOPE_KEY = key;
      await expect(open()).rejects.toThrow(
        "the backup was encrypted with a different key. Set ENVELOPE_KEY to the value that it was made with.",
      );
    },
  );

  test.each<[string, () => Uint8Array[]]>([
    ["cut off in a piece", () => [sealed.subarray(0, -1)]],
    ["cut off after a piece", () => [sealed.subarray(0, headerBytes()), take(0, 3)]],
    ["cut off after its first line", () => [sealed.subarray(0, headerBytes())]],
    ["without a piece", () => [sealed.subarray(0, headerBytes()), take(0, 1), take(2)]],
    ["with two pieces exchanged", () => [sealed.subarray(0, headerBytes()), take(1, 1), take(0, 1), take(2)]],
    ["with something added", () => [sealed, Buffer.from("more")]],
    ["with its end repeated", () => [sealed, take(3)]],
    [
      "from another secret's name",
      () => [Buffer.from(sealed.toString("latin1").replace("ENVELOPE_KEY", "NEXTAUTH_SECRET"), "latin1")],
    ],
  ])("%s is refused", async (_, spoil) => {
    await writeFile(path, Buffer.concat(spoil()));
    await expect(open()).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("changed"),
    });
  });

  test("an encrypted backup is refused whichever byte was changed", async () => {
    const places = [0, 20, 40, headerBytes() - 2, headerBytes(), headerBytes() + piece, sealed.length - 1];
    for (const place of places) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await writeFile(path, changed);
      await expect(open(true), `byte ${place}`).rejects.toMatchObject({ code: "invalid" });
    }
  });

  test("an encrypted backup of nothing is whole, too", async () => {
    await writeFile(path, await buffer(sealBackup(Readable.from([]))));
    expect(await buffer(await openBackup(path, false))).toHaveLength(0);
  });
});

test("an unencrypted backup is opened only if that is asked for", async () => {
  await writeFile(path, gzipSync(content));
  await expect(open()).rejects.toThrow("this backup isn't encrypted");
  expect((await open(true)).equals(content)).toBe(true);
});

test("any other file is no backup", async () => {
  for (const text of ["", "x", "castellan-backup\t1\n"]) {
    await writeFile(path, text);
    await expect(open(true)).rejects.toThrow("this is not a Castellan backup");
  }
  expect(await readFile(path, "utf8")).toBe("castellan-backup\t1\n");
});
