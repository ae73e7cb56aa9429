import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import Papa from "papaparse";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exportPack } from "@/lib/across/exports/review-pack";
import { getAuditKey, toAuditKey } from "@/lib/core/audit/key";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { closeReview } from "@/lib/governance/reviews/actions";
import { expandReviews } from "@/lib/governance/reviews/series";
import {
  decide,
  drain,
  makeWorld,
  reviewId,
  start,
  submit,
  type World,
} from "@/lib/governance/reviews/test-reviews";
import { personas } from "@/lib/sandbox/personas";
import { toArchive } from "./archive";
import { manifestPath, readManifest, signManifest } from "./manifest";
import { describePack } from "./sentence";
import { verifyPack } from "./verify";

let world: World;
let folder: string;

beforeEach(async () => {
  world = await makeWorld();
  folder = await mkdtemp(join(tmpdir(), "castellan-pack-"));
  await start({ scope: { of: "workspaces", ids: [world.own, world.foreign] }, note: "=1+1 <script>" });
});
afterEach(() => rm(folder, { recursive: true }));

const close = (reason = "The rest waits.") =>
  inRequest({ as: personas.admin }, () => closeReview({ reviewId, reason }));

const get = (
  persona: "admin" | "auditor" | "lead" | "finance" | "member" | null = "auditor",
  id = reviewId,
) =>
  exportPack(
    new Request(`http://localhost/api/export/reviews/pack.zip?review=${id}`),
    "pack.zip",
    async () =>
      persona && newActor(persona, persona === "lead" ? { workspaceIds: [world.own, world.foreign] } : {}),
  );
const download = async () => Buffer.from(await (await get()).arrayBuffer());

async function judge(bytes: Uint8Array, publicKey?: string) {
  const path = join(folder, "pack.zip");
  await writeFile(path, bytes);
  return verifyPack(path, publicKey);
}
const faultsOf = async (bytes: Uint8Array) => (await judge(bytes)).faults.join("\n");

async function closeDecided() {
  await decide(world.own, world.ana, "keep");
  await decide(world.own, world.ben, "remove");
  await submit(world.own);
  await drain();
  await close();
}

describe("an evidence pack", () => {
  test("an evidence pack holds who decided what, what became of it, and how it was gathered", async () => {
    await closeDecided();
    const response = await get();
    expect(response.headers.get("content-disposition")).toMatch(/castellan-review-\d{4}-\d\d-\d\d\.zip/);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(files)).toEqual(["report.html", "decisions.csv", "review.json", manifestPath]);
    const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
    const { data } = Papa.parse<Record<string, string>>(text("decisions.csv").trim(), { header: true });
    expect(data.find(({ user_id }) => user_id === world.ben)).toMatchObject({
      decision: "remove",
      decided_by: personas.lead,
      submitted_by: personas.lead,
      outcome: "applied",
      access: "direct",
      applied_at: expect.stringMatching(/^20/),
    });
    const whole = JSON.parse(text("review.json"));
    expect(whole.review).toMatchObject({ name: "Autumn", closedBy: personas.admin });
    expect(whole.review.requestIds.member).toEqual([expect.stringMatching(/^req_/)]);
    expect(whole.workspaces[0].workspace.listing).toMatchObject({ requestIds: [expect.any(String)] });
    const report = text("report.html");
    expect(report).toContain("ana@northwind.example");
    expect(report).toContain("=1+1 &lt;script&gt;");
    expect(report).not.toMatch(/<script|javascript:|https?:\/\//i);
  });

  test("an evidence pack is byte for byte the same, whoever is renamed, whatever key signs, and whenever it is fetched", async () => {
    await closeDecided();
    await expandReviews(new Date());
    const first = await download();
    await (await database()).execute(
      sql`update members set name = 'Renamed', email = 'other@northwind.example'`,
    );
    await (await database()).execute(sql`update workspaces set name = 'Renamed'`);
    expect((await download()).equals(first)).toBe(true);
    const [entry] = (await readAuditLog()).filter(({ action }) => action === "export.download");
    expect(entry?.after).toMatchObject({ sha256: createHash("sha256").update(first).digest("hex") });
  });

  test("an evidence pack is made once, however many ask at the same time", async () => {
    await closeDecided();
    const [one, other] = await Promise.all([download(), download()]);
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
    const { rows } = await (await database()).execute(sql`select distinct pack_id from review_packs`);
    expect(rows).toHaveLength(1);
  });

  test("exists only of closed reviews, and only for those who see every workspace", async () => {
    expect(await (await get()).json()).toMatchObject({ code: "refused", reason: "review_open" });
    await close();
    for (const persona of ["lead", "finance", "member"] as const)
      expect(await (await get(persona)).json(), persona).toMatchObject({ code: "forbidden" });
    expect((await get(null)).status).toBe(401);
    expect((await get("auditor", "00000000-0000-4000-8000-00000000000f")).status).toBe(404);
    expect((await get("auditor", "x")).status).toBe(400);
    expect((await get("admin")).status).toBe(200);
  });
});

describe("verification", () => {
  let pack: Buffer;
  beforeEach(async () => {
    await closeDecided();
    pack = await download();
  });

  test("verification finds a pack as it was signed, without the server", async () => {
    const { publicKey } = await getAuditKey();
    const report = await judge(pack, publicKey);
    expect(report.faults).toEqual([]);
    expect(describePack(report, true).join("\n")).toContain('Review "Autumn"');
  });

  test("verification names what any changed byte belongs to", { timeout: 60_000 }, async () => {
    const names = /report\.html|decisions\.csv|review\.json|manifest\.json|list of files|zip|of no file/;
    const step = Math.ceil(pack.length / 60);
    const places = Array.from({ length: 60 }, (_, index) => index * step).filter((at) => at < pack.length);
    for (const at of [...places, 6, 10, pack.length - 1, pack.length - 60]) {
      const changed = Buffer.from(pack);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await faultsOf(changed), `byte ${at}`).toMatch(names);
    }
  });

  test("verification refuses a pack that is cut off, longer, or no zip", async () => {
    expect(await faultsOf(pack.subarray(0, pack.length - 100))).toContain("cut off");
    expect(await faultsOf(Buffer.concat([pack, Buffer.from("x")]))).toContain("after its end");
    expect(await faultsOf(Buffer.from("hello"))).toContain("no zip");
    expect(await faultsOf(Buffer.alloc(0))).toContain("no zip");
  });

  /** In the same layout, as someone does who knows how packs are written. */
  async function rebuild(names: readonly string[], change: Record<string, string> = {}) {
    const files = unzipSync(pack);
    const read = (name: string) => change[name] ?? strFromU8(files[name] ?? new Uint8Array());
    const parts = names.map((name) => ({ path: name, pieces: [read(name)] }));
    const last = { path: manifestPath, pieces: [read(manifestPath)] };
    const pieces: Uint8Array[] = [];
    for await (const piece of toArchive(parts, () => last)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  const whole = ["report.html", "decisions.csv", "review.json"];

  test("verification names a file that is missing, was added, comes twice, was replaced, or stands elsewhere", async () => {
    expect(await faultsOf(await rebuild(whole))).toMatch(/^(\S+ was packed again\.\n?)*$/);
    expect(await faultsOf(await rebuild(["report.html", "review.json"]))).toContain(
      "decisions.csv is missing.",
    );
    expect(await faultsOf(await rebuild([...whole, "evil.html"], { "evil.html": "x" }))).toContain(
      "evil.html was added.",
    );
    expect(await faultsOf(await rebuild([...whole, "report.html"]))).toBe("report.html is there twice.");
    expect(await faultsOf(await rebuild([...whole].reverse()))).toContain(
      "The files were put in another order.",
    );
    expect(await faultsOf(await rebuild(whole, { "decisions.csv": "a,b" }))).toContain(
      "decisions.csv was changed",
    );
    expect(
      await faultsOf(await rebuild(["../x\u001b[2J", ...whole], { "../x\u001b[2J": "x" })),
    ).not.toContain("\u001b");
    const zeros = "0".repeat(50_000_000);
    expect(await faultsOf(await rebuild(whole, { "review.json": zeros }))).toContain(
      "review.json was changed: it has",
    );
    expect(await faultsOf(await rebuild(whole, { [manifestPath]: zeros }))).toBe(
      "manifest.json is too long.",
    );
  });

  test("verification refuses a pack that another program wrote again", async () => {
    expect(await faultsOf(zipSync(unzipSync(pack), { mtime: new Date(1980, 0, 1) }))).not.toBe("");
  });

  test("verification refuses hashes that were computed again, unless whoever did it has the key", async () => {
    const files = unzipSync(pack);
    const read = readManifest(strFromU8(files[manifestPath] ?? new Uint8Array()));
    if (!read) throw new Error("there is no manifest");
    const { type: _type, version: _version, keyId: _id, publicKey, signature, ...given } = read.manifest;
    const forged = signManifest({ ...given, exceptions: 0 }, toAuditKey(Buffer.from("another key")));
    const other = readManifest(forged);
    expect(other?.isSigned).toBe(true);
    expect(readManifest(forged.replace(other?.manifest.signature ?? "", signature))?.isSigned).toBe(false);
    const at = pack.indexOf(strToU8(signature));
    const swapped = Buffer.from(pack);
    swapped.write(other?.manifest.signature ?? "", at);
    expect(await faultsOf(swapped)).toContain("manifest.json was changed");
    expect((await judge(pack, other?.manifest.publicKey)).faults).toEqual([
      "The pack was signed with a different key than the one you passed.",
    ]);
    expect(publicKey).not.toBe(other?.manifest.publicKey);
  });
});
