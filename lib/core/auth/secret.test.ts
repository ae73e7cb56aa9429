import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env } from "@/lib/core/env/env";
import { log } from "@/lib/core/log/log";
import { announceSecretPlace, keepSecret } from "./secret";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "castellan-secret-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a secret is created once, readable only by its owner, and nothing else is left behind", async () => {
  const inner = join(folder, "not", "there");
  const secret = await keepSecret(inner);
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(await keepSecret(inner)).toBe(secret);
  expect(await readdir(inner)).toEqual(["nextauth-secret"]);
  expect((await stat(join(inner, "nextauth-secret"))).mode & 0o777).toBe(0o600);
});

test("all processes that start at once get the same secret", async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => keepSecret(folder)));
  expect(new Set(secrets).size).toBe(1);
});

test("an existing secret is kept, and one that is too short is refused", async () => {
  const path = join(folder, "nextauth-secret");
  const mine = "m".repeat(32);
  await writeFile(path, `${mine}\n`);
  expect(await keepSecret(folder)).toBe(mine);
  expect(await readFile(path, "utf8")).toBe(`${mine}\n`);
  await writeFile(path, `${mine.slice(1)}\n`);
  await expect(keepSecret(folder)).rejects.toThrow("fewer than 32 characters");
});

test("a start says that secret and database lie together, and how to part them, but not in the sandbox", () => {
  const warn = vi.spyOn(log, "warn").mockReturnValue();
  const given = { DATA_DIR: folder, isSandbox: false, NEXTAUTH_SECRET: undefined, DATABASE_URL: undefined };
  const say = (more: object) => {
    warn.mockClear();
    Object.assign(env, given, more);
    announceSecretPlace();
    return warn.mock.calls.flat().join();
  };
  const kept = { ...env };
  expect(say({})).toContain(`move ${folder}/nextauth-secret elsewhere and set NEXTAUTH_SECRET_FILE`);
  expect(say({ isSandbox: true })).toBe("");
  expect(say({ NEXTAUTH_SECRET: "s".repeat(32) })).toBe("");
  expect(say({ DATABASE_URL: "postgres://castellan@db/castellan" })).toBe("");
  Object.assign(env, kept);
  warn.mockRestore();
});
