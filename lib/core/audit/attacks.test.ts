import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type SQL, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clearSandboxStore, saveOwner } from "@/lib/core/auth/owner";
import { sessionSecret } from "@/lib/core/auth/secret";
import { newActor } from "@/lib/core/auth/test-permit";
import { auditHead, auditLog } from "@/lib/core/db/access-tables";
import { dumpStore, restoreStore } from "@/lib/core/db/backup";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forgetEnd, rememberEnd } from "./end";
import { openEntry } from "./entry";
import { toAuditKey } from "./key";
import { hashLine } from "./line";
import { describeChain, describeLost } from "./sentence";
import { attack, changeKey, copyLog, forge, putBack, readAll, readLine, writeEntries } from "./test-attack";
import { findHash, verifyChain } from "./verify";

beforeEach(async () => {
  await resetDatabase();
  await writeEntries("user_1", "user_2", "user_3");
});
afterEach(() => {
  delete env.AUDIT_KEY_FILE;
});

async function judge() {
  const now = describeChain(await verifyChain());
  await writeEntries("user_8", "user_9");
  return { now, later: describeChain(await verifyChain()) };
}

describe("a change of any column is found", () => {
  const changes: Record<string, SQL> = {
    entry_id: sql`gen_random_uuid()`,
    phase: sql`'note'`,
    at: sql`at + interval '1 millisecond'`,
    actor_email: sql`'eve@evil.example'`,
    actor_persona: sql`'auditor'`,
    actor_method: sql`'oidc'`,
    actor_session: sql`'another'`,
    actor_address: sql`'203.0.113.9'`,
    action: sql`'member.remove'`,
    target_id: sql`'user_9'`,
    target_label: sql`null`,
    before: sql`'{}'`,
    after: sql`after || '{"role":"admin"}'`,
    outcome: sql`'failed'`,
    error_code: sql`'refused'`,
    request_id: sql`'req_x'`,
    previous_hash: sql`repeat('0', 64)`,
    hash: sql`repeat('f', 64)`,
    format: sql`null`,
    key_id: sql`null`,
    mac: sql`null`,
  };

  test("every column of the log is among those whose change is found", async () => {
    const line = Object.keys(auditLog).filter((name) => name !== "seq" && name !== "enableRLS");
    expect(Object.keys(changes)).toHaveLength(line.length);
  });

  test.each(Object.entries(changes))("%s", async (column, value) => {
    await attack(sql`update audit_log set ${sql.identifier(column)} = ${value} where seq = 4`);
    expect((await verifyChain()).break).toEqual({ kind: "changed", seq: 4 });
    const { later } = await judge();
    expect(later).toMatchObject({ isSound: false, text: expect.stringContaining("line 4 was changed") });
  });

  test.each(Object.entries(changes))("%s of the newest line", async (column, value) => {
    await attack(sql`update audit_log set ${sql.identifier(column)} = ${value} where seq = 6`);
    expect((await verifyChain()).break?.seq).toBe(6);
  });
});

describe("the hash now covers what it once left out", () => {
  const long = "x".repeat(2_000);
  const deep = { a: { b: { c: { d: { e: { f: { g: { h: "i" } } } } } } } };

  test.each([
    [
      "text behind the longest that is kept",
      { note: long },
      sql`jsonb_set(after, '{note}', ${`"${long}y"`}::jsonb)`,
    ],
    ["what is written over a secret", { secret: "s" }, sql`jsonb_set(after, '{secret}', '"seen"')`],
    ["what is written over a key", { note: "sk-ant-1" }, sql`jsonb_set(after, '{note}', '"sk-ant-2"')`],
    ["the deepest value", deep, sql`jsonb_set(after, '{a,b,c,d,e,f,g,h}', '"j"')`],
  ])("%s", async (_, after, change) => {
    const entry = await openEntry({
      actor: newActor("admin"),
      action: "view.save",
      targetId: null,
      request: null,
    });
    await entry.settle({ outcome: "succeeded", after });
    expect((await verifyChain()).break).toBeNull();
    await attack(sql`update audit_log set after = ${change} where seq = 8`);
    expect((await verifyChain()).break).toEqual({ kind: "changed", seq: 8 });
  });
});

describe("without the key", () => {
  const forgeries = {
    "changes a line": () =>
      forge((lines) => lines.with(3, { ...at(lines, 3), actorEmail: "eve@evil.example" })),
    "removes the first line": () => forge((lines) => lines.slice(1)),
    "removes a line": () => forge((lines) => lines.toSpliced(2, 1)),
    "removes the last line": () => forge((lines) => lines.slice(0, -1)),
    "inserts a line": () => forge((lines) => lines.toSpliced(3, 0, { ...at(lines, 3), targetId: "user_9" })),
    "adds a line": () => forge((lines) => [...lines, { ...at(lines, 5), targetId: "user_9" }]),
    "swaps two lines": () => forge((lines) => lines.with(2, at(lines, 3)).with(3, at(lines, 2))),
  };
  const heads = {
    "leaves the seal": async () => {},
    "removes the seal": async () => void (await (await database()).delete(auditHead)),
    "makes up a seal": async () => {
      const { seq, hash } = at(await readAll(), -1);
      await (await database()).update(auditHead).set({ seq, hash });
    },
    "makes up a seal of another key": async () => {
      const { seq, hash } = at(await readAll(), -1);
      await (await database()).update(auditHead).set({ seq, hash, keyId: "0123456789abcdef" });
    },
    "takes the MACs away": async () => {
      await attack(sql`update audit_log set mac = null, key_id = null, format = null`);
      await (await database()).delete(auditHead);
    },
  };
  const cases = Object.entries(forgeries).flatMap(([what, change]) =>
    Object.entries(heads).map(([how, reseal]) => ({ what, change, how, reseal })),
  );

  test.each(cases)("someone $what, rehashes everything, and $how", async ({ change, reseal }) => {
    await change();
    await reseal();
    const { now, later } = await judge();
    expect(now.isSound).toBe(false);
    expect(later.isSound).toBe(false);
    expect(later.text).toMatch(/NOT intact|unproven before line/);
  });

  test("no one can make the log look older than MACs, not even for single lines", async () => {
    await attack(sql`update audit_log set mac = null where seq < 4`);
    expect((await verifyChain()).break).toEqual({ kind: "changed", seq: 1 });
  });
});

describe("the end", () => {
  test.each([2, 6])("misses lines that were cut off from %i on, and reports it permanently", async (from) => {
    await attack(sql`delete from audit_log where seq >= ${from}`);
    const { now, later } = await judge();
    expect(now.text).toContain(`NOT intact: line ${from} is missing`);
    expect(later.text).toContain(`NOT intact: line ${from} is missing`);
    expect((await verifyChain()).proven).toEqual({ from: 7, reason: "end_moved" });
  });

  test.each([
    ["forged", sql`update audit_head set seal = repeat('0', 64)`, "forged_seal", "the seal at the end"],
    ["missing", sql`delete from audit_head`, "no_seal", "the lines before it had no seal"],
    ["of another key", sql`update audit_head set key_id = 'other'`, "other_key", "with another key"],
  ])("the end that is %s is on record for ever", async (_, change, reason, words) => {
    await attack(sql`delete from audit_log where seq > 4`, change);
    forgetEnd();
    const { now, later } = await judge();
    expect(now).toMatchObject({ isSound: false, text: expect.stringContaining("its end is NOT proven") });
    expect(await verifyChain()).toMatchObject({ seal: "ours", break: null, proven: { from: 5, reason } });
    expect(later).toMatchObject({ isSound: false, text: expect.stringContaining("unproven before line 5") });
    expect(later.text).toContain(words);
    expect(await readLine(5)).toMatchObject({
      action: "audit.unproven",
      actorEmail: "castellan",
      after: { reason, last: { seq: 4 } },
    });
  });

  test("the end that was emptied is recorded even if its seal is gone too", async () => {
    await attack(sql`delete from audit_log`, sql`update audit_head set seal = repeat('0', 64)`);
    forgetEnd();
    expect(describeChain(await verifyChain()).isSound).toBe(false);
    await writeEntries("user_4");
    expect(await readLine(1)).toMatchObject({ action: "audit.unproven", after: { reason: "forged_seal" } });
    expect(describeChain(await verifyChain()).text).toContain("unproven before line 1");
  });

  test("the end once known to be unproven before a line, is judged from there on", async () => {
    await attack(sql`delete from audit_head`);
    forgetEnd();
    await writeEntries("user_4");
    expect(describeChain(await verifyChain(), 6).isSound).toBe(false);
    expect(describeChain(await verifyChain(), 7)).toMatchObject({
      isSound: true,
      text: expect.stringContaining("unproven before line 7"),
    });
    await attack(sql`update audit_log set target_id = 'user_9' where seq = 9`);
    expect(describeChain(await verifyChain(), 7)).toMatchObject({
      isSound: false,
      text: expect.stringContaining("line 9 was changed"),
    });
  });
});

describe("a rollback to an older copy", () => {
  test("a rollback to an older copy is found by the process that wrote what is gone, and reported permanently", async () => {
    const old = await copyLog();
    await writeEntries("user_4");
    await putBack(old);
    expect((await verifyChain()).break).toBeNull();
    await writeEntries("user_5");
    expect(await verifyChain()).toMatchObject({
      break: { kind: "removed", seq: 7 },
      proven: { from: 9, reason: "rolled_back" },
    });
  });

  test("a rollback to an older copy is found even where another process has written over what is gone", async () => {
    const old = await copyLog();
    await writeEntries("user_4");
    const mine = await readLine(8);
    await putBack(old);
    forgetEnd();
    await writeEntries("user_5", "user_6");
    forgetEnd();
    rememberEnd(mine, mine.keyId ?? "");
    await writeEntries("user_7");
    expect(await verifyChain()).toMatchObject({ break: { kind: "removed", seq: 11 } });
  });

  test("a rollback to an older copy is found by a head that was kept elsewhere", async () => {
    const old = await copyLog();
    await writeEntries("user_4");
    const kept = await readLine(8);
    await putBack(old);
    expect(await findHash(8)).toBeUndefined();
    expect(describeLost(kept, undefined)).toContain("rolled back or rewritten: line 8");
    forgetEnd();
    await writeEntries("user_5");
    const other = await findHash(8);
    expect(other).not.toBe(kept.hash);
    expect(describeLost(kept, other)).toContain("line 8 has the hash");
  });
});

describe("another key", () => {
  test("another key leaves the lines of the former one unproven permanently, unless that is given", async () => {
    const former = await changeKey();
    await resetDatabase();
    await writeEntries("user_1", "user_2");
    await changeKey();
    expect(await verifyChain()).toMatchObject({ seal: "foreign", proven: null, break: null });
    await writeEntries("user_3");
    const report = await verifyChain();
    expect(report).toMatchObject({ seal: "ours", break: null, proven: { from: 5, reason: "other_key" } });
    expect(describeChain(report)).toMatchObject({
      isSound: false,
      text: expect.stringContaining("unproven before line 5"),
    });
    const keys = [toAuditKey(await readFile(former))];
    expect(await verifyChain(keys)).toMatchObject({ break: null, proven: { from: 1, reason: null } });
    env.AUDIT_KEY_FILE = former;
    expect(await verifyChain()).toMatchObject({ seal: "foreign", proven: null, break: null });
  });

  test("another key does not hide what was cut off before the change, once the former one is given", async () => {
    const former = await changeKey();
    await resetDatabase();
    await writeEntries("user_1", "user_2");
    await attack(sql`delete from audit_log where seq > 2`);
    await changeKey();
    const keys = [toAuditKey(await readFile(former))];
    expect(await verifyChain(keys)).toMatchObject({ seal: "former", break: { kind: "removed", seq: 3 } });
    await writeEntries("user_3");
    expect(describeChain(await verifyChain()).text).toContain("unproven before line 3");
    expect(await verifyChain(keys)).toMatchObject({ seal: "ours", break: { kind: "removed", seq: 3 } });
  });

  test("another key does not hide a changed line of the former one", async () => {
    const former = await changeKey();
    await resetDatabase();
    await writeEntries("user_1", "user_2");
    await forge((lines) => lines.with(1, { ...at(lines, 1), outcome: "failed" }));
    await changeKey();
    await writeEntries("user_3");
    expect(describeChain(await verifyChain()).text).toContain("unproven before line 5");
    const keys = [toAuditKey(await readFile(former))];
    expect((await verifyChain(keys)).break).toEqual({ kind: "changed", seq: 2 });
  });
});

describe("a log from before there were MACs", () => {
  beforeEach(makeOld);

  test("a log from before there were MACs is permanently unproven before the first line that has one", async () => {
    expect(await verifyChain()).toMatchObject({ lines: 6, seal: "old", proven: null, break: null });
    await writeEntries("user_4");
    const report = await verifyChain();
    expect(report).toMatchObject({ lines: 10, break: null, proven: { from: 7, reason: "no_mac" } });
    expect(describeChain(report)).toMatchObject({
      isSound: false,
      text: expect.stringContaining("unproven before line 7"),
    });
    expect(describeChain(report, 7).isSound).toBe(true);
  });

  test("a log from before there were MACs cannot be changed afterwards", async () => {
    await writeEntries("user_4");
    const line = { ...(await readLine(3)), targetId: "user_9" };
    await attack(sql`update audit_log set target_id = 'user_9', hash = ${hashLine(line)} where seq = 3`);
    expect((await verifyChain()).break).toEqual({ kind: "removed", seq: 4 });
  });

  test("still misses what was cut off its end", async () => {
    await attack(sql`delete from audit_log where seq > 4`);
    expect((await verifyChain()).break).toEqual({ kind: "removed", seq: 5 });
    await writeEntries("user_4");
    expect(await verifyChain()).toMatchObject({
      break: { kind: "removed", seq: 5 },
      proven: { reason: "end_moved" },
    });
  });
});

test.each([false, true])("a trial's dropped log restarts with a new key: %s", async (isNew) => {
  const db = await database();
  await db.transaction(async (tx) => {
    await saveOwner(tx, { kind: "sandbox", organizationId: null, keyFingerprint: null });
    await clearSandboxStore(tx);
  });
  if (isNew) await changeKey();
  await writeEntries("user_4");
  expect(await verifyChain()).toMatchObject({ lines: 2, seal: "ours", break: null, proven: { from: 1 } });
});

describe("a backup", () => {
  const dump = async () => {
    const saved: string[] = [];
    await dumpStore(async (lines) => void saved.push(...lines));
    return saved;
  };
  async function* read(lines: string[]) {
    yield* lines;
  }

  test("a backup keeps the log proven", async () => {
    const before = await verifyChain();
    const saved = await dump();
    await resetDatabase();
    await restoreStore(read(saved));
    expect(await verifyChain()).toEqual(before);
    await writeEntries("user_4");
    expect(await verifyChain()).toMatchObject({ lines: 8, break: null, proven: { from: 1, reason: null } });
  });

  test("a backup that was changed does not", async () => {
    const saved = (await dump()).map((line) => line.replace("user_2", "user_9"));
    await resetDatabase();
    await restoreStore(read(saved));
    expect((await verifyChain()).break).toEqual({ kind: "changed", seq: 3 });
  });

  test("a backup of a version without MACs is unproven before the next line", async () => {
    await makeOld();
    const newer = /,"(actor_method|actor_session|actor_address|format|key_id|mac|proven_from)":null/g;
    const saved = (await dump()).map((line) => line.replace(newer, ""));
    expect(saved.join()).not.toContain('"mac"');
    await resetDatabase();
    await restoreStore(read(saved));
    await writeEntries("user_4");
    expect(await verifyChain()).toMatchObject({ break: null, proven: { from: 7, reason: "no_mac" } });
  });
});

/** Makes the log what a version without MACs would have written, including its seal. */
async function makeOld(): Promise<void> {
  let previousHash = "0".repeat(64);
  const old = (await readAll()).map((line) => {
    const linked = { ...line, previousHash, format: null, keyId: null, mac: null };
    previousHash = hashLine(linked);
    return { ...linked, hash: previousHash };
  });
  const seal = createHmac("sha256", await sessionSecret())
    .update(`castellan.audit\n6\n${previousHash}`)
    .digest("hex");
  await putBack({
    lines: old,
    heads: [{ id: 1, seq: 6, hash: previousHash, seal, keyId: null, provenFrom: null }],
  });
  forgetEnd();
}

function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
}
