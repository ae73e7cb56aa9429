import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forgetEnd } from "./end";
import { exportLog } from "./export";
import { verifyExport } from "./export-file";
import { describeExport } from "./export-sentence";
import { getAuditKey } from "./key";
import { hashText } from "./line";
import { attack, changeKey, readAll, writeEntries } from "./test-attack";

beforeEach(async () => {
  await resetDatabase();
  await writeEntries("user_1", "user_2", "user_3");
});
afterEach(() => {
  delete env.AUDIT_KEY_FILE;
});

async function save(from?: number): Promise<string[]> {
  const saved: string[] = [];
  await exportLog(async (lines) => void saved.push(...lines), from);
  return saved;
}

async function* read(lines: readonly string[]) {
  yield* lines;
}

const judge = async (lines: readonly string[], publicKey?: string) =>
  describeExport(await verifyExport(read(lines), { publicKey }));

test("an export holds every line as it was hashed, and verifies without the key and the database", async () => {
  const saved = await save();
  const { publicKey } = await getAuditKey();
  await resetDatabase();
  await changeKey();
  expect(saved).toHaveLength(8);
  for (const line of saved.slice(1, -1)) {
    const { hash, text } = JSON.parse(line);
    expect(hashText(text)).toBe(hash);
  }
  expect(JSON.parse(JSON.parse(saved[1] ?? "").text)).toMatchObject({ targetId: "user_1", phase: "intent" });
  expect(await judge(saved, publicKey)).toEqual({
    isSound: true,
    text: expect.stringMatching(
      /^The export is unchanged since unknown signed it on .* The audit log is intact: 6 lines\./,
    ),
  });
});

test("a part of the log verifies, too", async () => {
  const saved = await save(4);
  expect(saved).toHaveLength(5);
  expect(await judge(saved)).toMatchObject({
    isSound: true,
    text: expect.stringContaining("starts at line 4"),
  });
  await expect(save(99)).rejects.toThrow("there is no line 98");
});

test("an empty log verifies", async () => {
  await resetDatabase();
  expect(await judge(await save())).toMatchObject({
    isSound: true,
    text: expect.stringContaining("is empty"),
  });
});

test("many lines are written in chunks", { timeout: 120_000 }, async () => {
  const [line] = (await readAll()).slice(-1);
  await attack(
    sql`insert into audit_log select (jsonb_populate_record(a, jsonb_build_object('seq', n))).*
      from audit_log a, generate_series(7, 2600) n where a.seq = ${line?.seq ?? 0}`,
  );
  const sizes: number[] = [];
  await exportLog(async (lines) => void sizes.push(lines.length));
  expect(sizes.reduce((sum, size) => sum + size)).toBe(2_602);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
});

describe("the verification of a file", () => {
  const edit = (line: string, change: object) => JSON.stringify({ ...JSON.parse(line), ...change });
  const rewrite = (line: string, from: string, to: string) => {
    const { text, ...rest } = JSON.parse(line);
    const changed = text.replace(from, to);
    return JSON.stringify({ ...rest, text: changed, hash: hashText(changed) });
  };
  const attacks: Record<string, (lines: string[]) => string[]> = {
    "a changed line": (lines) => lines.map((line) => line.replace("user_2", "user_9")),
    "a changed line, hashed anew": (lines) =>
      lines.map((line, at) => (at === 3 ? rewrite(line, "user_2", "user_9") : line)),
    "a removed line": (lines) => lines.toSpliced(3, 1),
    "the first line removed": (lines) => lines.toSpliced(1, 1),
    "the last line removed": (lines) => lines.toSpliced(-2, 1),
    "a line twice": (lines) => lines.toSpliced(3, 0, lines[3] ?? ""),
    "swapped lines": (lines) => lines.with(3, lines[4] ?? "").with(4, lines[3] ?? ""),
    "another date": (lines) => lines.with(0, edit(lines[0] ?? "", { at: "2020-01-01T00:00:00.000Z" })),
    "another count": (lines) => lines.with(-1, edit(lines.at(-1) ?? "", { lines: 5 })),
    "another statement": (lines) =>
      lines.with(-1, edit(lines.at(-1) ?? "", { breaks: [{ kind: "changed", seq: 1 }] })),
    "no signature": (lines) => lines.with(-1, edit(lines.at(-1) ?? "", { signature: "" })),
    "a MAC of somebody else": (lines) => lines.with(3, edit(lines[3] ?? "", { mac: "0" })),
    "lines after its end": (lines) => [...lines, ...lines.slice(1, 3)],
    "text after its end": (lines) => [...lines, "garbage"],
    "a field of the end that isn't signed": (lines) =>
      lines.with(-1, edit(lines.at(-1) ?? "", { note: "x" })),
    "a field of the end twice": (lines) =>
      lines.with(-1, (lines.at(-1) ?? "").replace('"breaks":', '"breaks":[],"breaks":')),
    "a line of something else": (lines) => lines.toSpliced(3, 0, "{}"),
  };

  test.each(Object.entries(attacks))("the verification of a file finds %s", async (_, change) => {
    const { isSound, text } = await judge(change(await save()));
    expect(isSound).toBe(false);
    expect(text).toContain("CHANGED after it was signed");
  });

  test("the verification of a file finds a file that ends too early", async () => {
    expect(await judge((await save()).slice(0, -1))).toEqual({
      isSound: false,
      text: expect.stringContaining("cut off"),
    });
  });

  test("the verification of a file finds a file of something else", async () => {
    for (const lines of [[], ["x"], ["{}", "{}"], (await save()).slice(1)])
      expect(await judge(lines)).toEqual({ isSound: false, text: expect.stringContaining("not an export") });
  });

  test("the verification of a file finds a file that someone else created and signed", async () => {
    const { publicKey } = await getAuditKey();
    await changeKey();
    const forged = await save();
    expect(await judge(forged, publicKey)).toEqual({
      isSound: false,
      text: expect.stringContaining("different key"),
    });
  });
});

describe("the export of a damaged log", () => {
  test("the export of a damaged log reports a changed line", async () => {
    await attack(sql`update audit_log set target_id = 'user_9' where seq = 3`);
    expect(await judge(await save())).toEqual({
      isSound: false,
      text: expect.stringContaining("line 3 was changed"),
    });
  });

  test("the export of a damaged log reports lines that were cut off the end", async () => {
    await attack(sql`delete from audit_log where seq > 4`);
    expect(await judge(await save())).toEqual({
      isSound: false,
      text: expect.stringContaining("line 5 is missing"),
    });
  });

  test("the export of a damaged log reports lines of another key", async () => {
    await changeKey();
    await writeEntries("user_4");
    expect(await judge(await save())).toEqual({
      isSound: false,
      text: expect.stringContaining("unproven before line 7"),
    });
  });

  test("the export of a damaged log reports a forged seal", async () => {
    await attack(sql`update audit_head set seal = 'x'`);
    forgetEnd();
    expect(await judge(await save())).toEqual({
      isSound: false,
      text: expect.stringContaining("its seal was forged"),
    });
  });
});

test("the key of a file is the one that signs", async () => {
  const path = await changeKey();
  expect((await readFile(path)).length).toBe(32);
  const first = await getAuditKey();
  expect(await getAuditKey()).toBe(first);
  await changeKey();
  expect((await getAuditKey()).publicKey).not.toBe(first.publicKey);
});
