import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toAuditKey } from "@/lib/core/audit/key";
import { toArchive } from "@/lib/governance/reviews/pack/archive";
import { manifestPath, signManifest } from "@/lib/governance/reviews/pack/manifest";

const key = toAuditKey(Buffer.from("a key"));
const other = toAuditKey(Buffer.from("another key"));
const instant = "2026-11-01T00:00:00.000Z";
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "castellan-pack-"));
  path = join(folder, "pack.zip");
  const pieces: Uint8Array[] = [];
  const review = {
    id: "00000000-0000-4000-8000-000000000001",
    name: "A\u001b[2J",
    kind: "memberships",
  } as const;
  const archive = toArchive([{ path: "report.html", pieces: ["<p>"] }], (files) => {
    const text = signManifest(
      {
        log: "org",
        review: { ...review, startedAt: instant, closedAt: instant, closedBy: "ann@x.example" },
        rows: 1,
        workspaces: 1,
        exceptions: 0,
        population: { frozen: "a".repeat(64), found: "a".repeat(64) },
        madeAt: instant,
        files,
      },
      key,
    );
    return { path: manifestPath, pieces: [text] };
  });
  for await (const piece of archive) pieces.push(piece);
  await writeFile(path, Buffer.concat(pieces));
});
afterAll(() => rm(folder, { recursive: true }));

/** Without a configuration, as on an auditor's machine. */
async function run(...words: string[]) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", "scripts/review-verify.ts", ...words],
    { env: { PATH: process.env.PATH ?? "", NODE_ENV: "production" } },
  );
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (text += piece));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, text };
}

test("a pack as it was signed exits with 0, and names don't act in the terminal", async () => {
  const { code, text } = await run(path, "--public-key", key.publicKey);
  expect(text).toContain("The pack is as it was signed");
  expect(text).not.toContain("\u001b");
  expect(code).toBe(0);
});

test("another key exits with 1, and what can't be read with 2", async () => {
  expect(await run(path, "--public-key", other.publicKey)).toMatchObject({
    code: 1,
    text: expect.stringContaining("different key"),
  });
  expect(await run(join(folder, "none.zip"))).toMatchObject({ code: 2 });
  expect(await run()).toMatchObject({ code: 2, text: expect.stringContaining("Usage:") });
});
