import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { openEntry } from "./entry";
import { type AuditLine, hashLine } from "./line";
import { listAudit } from "./list";
import { describeChain } from "./sentence";
import { verifyChain } from "./verify";

const actor = newActor("admin");
const by = permitFor(actor, "log:read");

beforeEach(resetDatabase);

function open(targetId: string | null = "user_1", request: unknown = { role: "developer" }) {
  return openEntry({ actor, action: "member.change_role", targetId, request });
}

async function writeThreeEntries() {
  for (const id of ["user_1", "user_2", "user_3"]) {
    const entry = await open(id);
    await entry.settle({
      outcome: "succeeded",
      label: id,
      before: { role: "user" },
      after: { role: "developer" },
    });
  }
}

async function attack(statement: ReturnType<typeof sql>) {
  const db = await database();
  await db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_log disable trigger user`);
    await tx.execute(statement);
    await tx.execute(sql`alter table audit_log enable trigger user`);
  });
}

async function readLines(): Promise<AuditLine[]> {
  return (await database()).select().from(auditLog).orderBy(asc(auditLog.seq));
}

async function readLine(seq: number): Promise<AuditLine> {
  const line = (await readLines()).find((each) => each.seq === seq);
  if (!line) throw new Error(`no line ${seq}`);
  return line;
}

test("an operation is a chain of an intent and an outcome", async () => {
  const entry = await open();
  expect(await readLines()).toMatchObject([
    {
      seq: 1,
      phase: "intent",
      action: "member.change_role",
      targetId: "user_1",
      outcome: null,
      after: { role: "developer" },
    },
  ]);
  await entry.settle({ outcome: "failed", label: "Ada", errorCode: "refused", requestId: "req_1" });
  const [intent, outcome] = await readLines();
  expect(outcome).toMatchObject({
    seq: 2,
    phase: "outcome",
    entryId: intent?.entryId,
    actorEmail: actor.email,
    actorPersona: "admin",
    targetLabel: "Ada",
    outcome: "failed",
    errorCode: "refused",
    requestId: "req_1",
    previousHash: intent?.hash,
  });
  expect(await verifyChain()).toEqual({
    lines: 2,
    head: { seq: 2, hash: outcome?.hash },
    seal: "ours",
    proven: { from: 1, reason: null },
    break: null,
    breaks: [],
  });
});

test("an empty log is valid", async () => {
  expect(await verifyChain()).toMatchObject({ lines: 0, break: null });
});

test("many simultaneous writers make one chain", async () => {
  const entries = await Promise.all(Array.from({ length: 12 }, (_, index) => open(`user_${index}`)));
  await Promise.all(entries.map((entry) => entry.settle({ outcome: "succeeded" })));
  expect(await verifyChain()).toMatchObject({ lines: 24, head: { seq: 24 }, break: null });
});

test.each(["1", "null", '{"a":1}', '"x"', " 1 ", 10n ** 30n])(
  "an input that is a bare value is read back as it was hashed (%#)",
  async (input) => {
    await open("user_1", input);
    expect((await readLine(1)).after).toBe(String(input));
    expect((await verifyChain()).breaks).toEqual([]);
  },
);

test("hostile values are stored and leave the chain valid", async () => {
  const entry = await open("a\0b\ud800", { note: "\ud800 \0 <script>", "sk-ant-admin01-abc": 1e308 });
  await entry.settle({
    outcome: "succeeded",
    label: "=cmd()\u202e",
    after: { cents: "0.1", n: -0, list: [1.5, null] },
  });
  expect(await verifyChain()).toMatchObject({ lines: 2, break: null });
});

test("a request larger than 4 kB is left out of the intent", async () => {
  await open("user_1", { list: Array.from({ length: 500 }, () => "0123456789") });
  expect(await readLine(1)).toMatchObject({ after: null });
});

test("an entry is settled only once", async () => {
  const entry = await open();
  await entry.settle({ outcome: "succeeded" });
  await expect(entry.settle({ outcome: "failed" })).rejects.toThrow("settled already");
  expect(await readLines()).toHaveLength(2);
});

test("the mirror's change and the outcome are saved together or not at all", async () => {
  const entry = await open();
  const failing = entry.settle({ outcome: "succeeded" }, async (tx) => {
    await tx.execute(sql`insert into organization (id, name, seen_at) values ('org', 'x', now())`);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(entry.isSettled).toBe(false);
  expect(await readLines()).toHaveLength(1);
  const rows = await (await database()).execute(sql`select * from organization`);
  expect(rows.rows).toEqual([]);
});

test("the database itself refuses changes", async () => {
  await writeThreeEntries();
  const db = await database();
  await expect(db.delete(auditLog).where(eq(auditLog.seq, 1))).rejects.toThrow();
  await expect(db.update(auditLog).set({ actorEmail: "eve@evil.example" })).rejects.toThrow();
  await expect(db.execute(sql`truncate audit_log`)).rejects.toThrow();
});

test.each([1, 2, 4, 5])("the removal of line %i is found", async (seq) => {
  await writeThreeEntries();
  await attack(sql`delete from audit_log where seq = ${seq}`);
  expect((await verifyChain()).break).toEqual({ kind: "removed", seq });
});

test("a removal hidden by renumbering is found", async () => {
  await writeThreeEntries();
  await attack(sql`delete from audit_log where seq = 3`);
  for (const seq of [4, 5, 6]) await attack(sql`update audit_log set seq = ${seq - 1} where seq = ${seq}`);
  expect((await verifyChain()).break).toEqual({ kind: "removed", seq: 3 });
});

test.each([
  sql`actor_email = 'eve@evil.example'`,
  sql`outcome = 'failed'`,
  sql`after = '{"role":"admin"}'`,
  sql`at = at - interval '1 day'`,
  sql`target_id = null`,
  sql`request_id = 'req_x'`,
  sql`hash = repeat('f', 64)`,
])("a changed field is found (%#)", async (change) => {
  await writeThreeEntries();
  await attack(sql`update audit_log set ${change} where seq = 4`);
  expect((await verifyChain()).break).toEqual({ kind: "changed", seq: 4 });
});

test("a line that was changed and rehashed has no valid MAC", async () => {
  await writeThreeEntries();
  const line = { ...(await readLine(4)), actorEmail: "eve@evil.example" };
  await attack(
    sql`update audit_log set actor_email = ${line.actorEmail}, hash = ${hashLine(line)} where seq = 4`,
  );
  expect((await verifyChain()).breaks).toEqual([
    { kind: "changed", seq: 4 },
    { kind: "removed", seq: 5 },
  ]);
});

test.each([true, false])(
  "an inserted line is found, whether or not it is hashed properly (%s)",
  async (isHashed) => {
    await writeThreeEntries();
    const model = await readLine(3);
    const previous = await readLine(2);
    for (const seq of [6, 5, 4, 3])
      await attack(sql`update audit_log set seq = ${seq + 1} where seq = ${seq}`);
    const forged = { ...model, seq: 3, targetId: "user_9", previousHash: previous.hash };
    await (await database())
      .insert(auditLog)
      .values({ ...forged, hash: isHashed ? hashLine(forged) : "0".repeat(64) });
    expect((await verifyChain()).break).toEqual({ kind: "inserted", seq: 3 });
  },
);

test("a line that was forged or removed after many broken ones is found, too", async () => {
  for (let index = 0; index < 115; index += 1) await open(`user_${index}`);
  await attack(sql`update audit_log set target_id = 'user_x' where seq <= 110`);
  expect(describeChain(await verifyChain(), 111)).toMatchObject({ isSound: true });
  await attack(sql`update audit_log set actor_email = 'eve@evil.example' where seq = 112`);
  const forged = await verifyChain();
  expect(forged.breaks).toHaveLength(101);
  expect(describeChain(forged, 111)).toMatchObject({
    isSound: false,
    text: expect.stringMatching(/line 112 was changed\. There are more than 100 such lines\./),
  });
  await attack(sql`delete from audit_log where seq = 113`);
  expect(describeChain(await verifyChain(), 113)).toMatchObject({ isSound: false });
});

test("swapped lines are found", async () => {
  await writeThreeEntries();
  for (const [from, to] of [
    [3, 99],
    [4, 3],
    [99, 4],
  ])
    await attack(sql`update audit_log set seq = ${to} where seq = ${from}`);
  expect((await verifyChain()).break).toEqual({ kind: "reordered", seq: 3 });
});

test("a line moved to the end is found", async () => {
  await writeThreeEntries();
  await attack(sql`update audit_log set seq = 7 where seq = 2`);
  expect((await verifyChain()).break).toEqual({ kind: "reordered", seq: 3 });
});

describe("the sealed end", () => {
  const cut = (from: number) => attack(sql`delete from audit_log where seq >= ${from}`);

  test.each([2, 6])("misses lines that were cut off from %i on", async (from) => {
    await writeThreeEntries();
    await cut(from);
    expect(await verifyChain()).toMatchObject({ seal: "ours", break: { kind: "removed", seq: from } });
  });

  test("misses all of them", async () => {
    await writeThreeEntries();
    await cut(1);
    expect((await verifyChain()).break).toEqual({ kind: "removed", seq: 1 });
  });

  test("still misses them when the log continues", async () => {
    await writeThreeEntries();
    await cut(5);
    await writeThreeEntries();
    expect((await verifyChain()).break).toEqual({ kind: "removed", seq: 5 });
  });

  test.each([false, true])(
    "finds a line that was added after it, whether or not the log continued (%s)",
    async (goesOn) => {
      await writeThreeEntries();
      const last = await readLine(6);
      const forged = { ...last, seq: 7, targetId: "user_9", previousHash: last.hash };
      await (await database()).insert(auditLog).values({ ...forged, hash: hashLine(forged) });
      if (goesOn) await writeThreeEntries();
      expect((await verifyChain()).break).toEqual({ kind: "inserted", seq: 7 });
    },
  );
});

test("the list has operations with their outcomes, newest first, filtered by target and in pages", async () => {
  await writeThreeEntries();
  await open("user_1", { role: "admin" });
  const all = await listAudit(by);
  expect(all.items.map(({ targetId, outcome }) => [targetId, outcome])).toEqual([
    ["user_1", "unknown"],
    ["user_3", "succeeded"],
    ["user_2", "succeeded"],
    ["user_1", "succeeded"],
  ]);
  expect(all.nextBeforeSeq).toBeNull();
  const ofOne = await listAudit(by, { targetId: "user_1", limit: 1 });
  expect(ofOne.items).toMatchObject([{ request: { role: "admin" }, settledAt: null }]);
  const rest = await listAudit(by, { targetId: "user_1", limit: 1, beforeSeq: ofOne.nextBeforeSeq ?? 0 });
  expect(rest).toMatchObject({
    items: [
      { targetLabel: "user_1", before: { role: "user" }, after: { role: "developer" }, errorCode: null },
    ],
    nextBeforeSeq: null,
  });
});
