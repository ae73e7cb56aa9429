import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { openEntry } from "@/lib/core/audit/entry";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { verifyChain } from "@/lib/core/audit/verify";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, members } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { readLatestUsage } from "@/lib/directory/keys/test-use";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { createRun } from "./create";
import { listRuns } from "./list-read-model";
import { type BulkOperation, defineOperation } from "./operation";
import { BulkRunner } from "./runner";
import { startBulk, stopBulk } from "./start";
import { cancelRun, retryRows } from "./store";

const me = newActor("admin", { email: personas.admin });
const by = permitFor(me, "keys:write");
let sandbox: TestSandbox;
let keys: { targetId: string; label: string }[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  keys = ["a", "b", "c", "d"].map((label) => ({ label, targetId: sandbox.keys.add({ name: label }).id }));
  await syncDirectory();
  await readLatestUsage();
  sandbox.requests.clear();
});

const idleMs = 5_000;

async function drain(runner = new BulkRunner(keyOperations)): Promise<void> {
  while ((await runner.step()) !== idleMs);
}

const start = (rows = keys, operation: "deactivate" | "archive" | "activate" = "deactivate") =>
  createRun(by, { operation: `api_key.${operation}`, rows });

async function readRows(runId: string) {
  const db = await database();
  return db.select().from(bulkRows).where(eq(bulkRows.runId, runId)).orderBy(asc(bulkRows.position));
}

const readStates = async (runId: string) => (await readRows(runId)).map(({ state }) => state);

async function readRun() {
  const { rows } = await listRuns(permitFor("admin", "bulk:read"), { page: 1 });
  return rows[0];
}

async function readAudit() {
  const items = await readAuditLog();
  return items.toReversed();
}

const path = (index: number) => `/api_keys/${keys[index]?.targetId}`;
const countWrites = (index: number) => sandbox.requests.get(`POST /v1/organizations${path(index)}`) ?? 0;
const statusOf = (index: number) => sandbox.store.keys.get(keys[index]?.targetId ?? "")?.key.status;

async function leaveRunning(runId: string, entryId: string | null): Promise<void> {
  const db = await database();
  await db
    .update(bulkRows)
    .set({ state: "running", worker: randomUUID(), entryId, startedAt: new Date(Date.now() - 60_000) })
    .where(sql`run_id = ${runId} and position = 0`);
}

const openOf = (targetId: string) =>
  openEntry({ actor: me, action: "api_key.deactivate", targetId, request: null });

test("a run in the list is named with its first row", async () => {
  await start();
  expect(await readRun()).toMatchObject({ firstLabel: "a", counts: { total: keys.length } });
});

test("every row runs once, with its own audit entry, and the run ends", async () => {
  const { runId } = await start();
  await drain();
  expect(await readStates(runId)).toEqual(["succeeded", "succeeded", "succeeded", "succeeded"]);
  expect(keys.map((_, index) => [statusOf(index), countWrites(index)])).toEqual(
    keys.map(() => ["inactive", 1]),
  );
  expect(await readRun()).toMatchObject({ state: "finished", counts: { total: 4, succeeded: 4, queued: 0 } });
  const db = await database();
  const mirrored = await db
    .select({ status: apiKeys.status })
    .from(apiKeys)
    .where(eq(apiKeys.id, keys[0]?.targetId ?? ""));
  expect(mirrored).toEqual([{ status: "inactive" }]);
  const entries = await readAudit();
  expect(entries.map(({ targetId }) => targetId)).toEqual(keys.map(({ targetId }) => targetId));
  expect(entries[0]).toMatchObject({
    action: "api_key.deactivate",
    actorEmail: me.email,
    outcome: "succeeded",
    request: { run: runId },
    before: { status: "active" },
    after: { status: "inactive" },
  });
  expect((await verifyChain()).break).toBeNull();
});

test("audit entries of rows name the session that started them, or the one that retried them", async () => {
  const first = { id: "s1", method: "sandbox", address: "192.0.2.7", authenticatedAt: new Date(0) };
  const again = { ...first, id: "s2", address: "192.0.2.8" };
  const of = (session: typeof first) => permitFor({ ...me, session }, "keys:write");
  const rows = keys.slice(0, 1);
  const { runId } = await createRun(of(first), { operation: "api_key.deactivate", rows });
  sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: path(0), times: 1 });
  await drain();
  const db = await database();
  const by = permitFor({ ...me, session: again }, "bulk:write");
  await db.transaction((tx) => retryRows(tx, by, { runId, rows: "failed" }));
  await drain();
  const lines = await db.select().from(auditLog).orderBy(auditLog.seq);
  expect(lines.map(({ actorSession, actorAddress }) => [actorSession, actorAddress])).toEqual([
    ["s1", "192.0.2.7"],
    ["s1", "192.0.2.7"],
    ["s2", "192.0.2.8"],
    ["s2", "192.0.2.8"],
  ]);
  expect(lines.every(({ actorMethod }) => actorMethod === "sandbox")).toBe(true);
});

test("the outcome of a row that a crash left open names the session of its intent", async () => {
  const session = { id: "s1", method: "sandbox", address: "192.0.2.7", authenticatedAt: new Date(0) };
  const { runId } = await start(keys.slice(0, 1));
  const actor = { ...me, session };
  const target = keys[0]?.targetId ?? "";
  const entry = await openEntry({ actor, action: "api_key.deactivate", targetId: target, request: null });
  await leaveRunning(runId, entry.id);
  await drain();
  const lines = await (await database()).select().from(auditLog).orderBy(auditLog.seq);
  expect(lines.map(({ phase, actorSession }) => [phase, actorSession])).toEqual([
    ["intent", "s1"],
    ["outcome", "s1"],
  ]);
});

describe("a fault in the middle", () => {
  test("affects only its own row, whether it is a 500, a refusal, or a lost answer", async () => {
    sandbox.faults.add({ kind: "error", status: 500, method: "POST", path: path(0), times: 1 });
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(1), times: 1 });
    sandbox.faults.add({
      kind: "error",
      status: 400,
      error_code: "workspace_policy_violation",
      method: "POST",
      path: path(2),
      times: 1,
    });
    const { runId } = await start();
    await drain();
    expect(await readRows(runId)).toMatchObject([
      { state: "failed", errorCode: "api_failed", requestId: expect.stringMatching(/^req_/) },
      { state: "succeeded" },
      { state: "failed", errorCode: "refused", reason: "workspace_policy_violation" },
      { state: "succeeded" },
    ]);
    expect(keys.map((_, index) => countWrites(index))).toEqual([1, 1, 1, 1]);
  });

  test("is waited out after a 429, and the row succeeds under one entry", async () => {
    sandbox.faults.add({ kind: "rate_limit", retry_after: 1, method: "POST", path: path(0), times: 2 });
    const { runId } = await start(keys.slice(0, 2));
    await drain();
    expect(await readStates(runId)).toEqual(["succeeded", "succeeded"]);
    expect(countWrites(0)).toBe(3);
    expect(await readAudit()).toHaveLength(2);
  });

  test("leaves the row unknown if nothing can be looked up, and a retry looks it up before it sends", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(0), times: 1 });
    sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path: path(0), times: 1 });
    sandbox.faults.add({ kind: "lost_before", method: "GET", path: path(0), times: 3 });
    const { runId } = await start(keys.slice(0, 1));
    await drain();
    expect(await readRows(runId)).toMatchObject([{ state: "unknown", errorCode: "outcome_unknown" }]);
    await retry(runId, "failed");
    await drain();
    expect(await readRows(runId)).toMatchObject([{ state: "succeeded", errorCode: null }]);
    expect(countWrites(0)).toBe(1);
    expect((await readAudit()).map(({ outcome }) => outcome)).toEqual(["unknown", "succeeded"]);
  });

  test("stops the run after five rows if the API is down, and the rest can be resumed", async () => {
    const many = Array.from({ length: 8 }, (_, index) => ({
      label: `more ${index}`,
      targetId: sandbox.keys.add({ name: `more ${index}` }).id,
    }));
    await syncDirectory();
    sandbox.faults.add({ kind: "error", status: 503, method: "POST" });
    const { runId } = await start(many);
    await drain();
    expect(await readRun()).toMatchObject({
      state: "stopped",
      stopCode: "api_failed",
      counts: { failed: 5, cancelled: 3 },
    });
    sandbox.faults.clear();
    await retry(runId, "cancelled");
    await drain();
    await retry(runId, "failed");
    await drain();
    expect(await readRun()).toMatchObject({ state: "finished", counts: { succeeded: 8 } });
  });
});

async function retry(runId: string, rows: "failed" | "cancelled"): Promise<void> {
  const db = await database();
  await db.transaction((tx) => retryRows(tx, permitFor(me, "bulk:write"), { runId, rows }));
}

describe("a row that a crash interrupted", () => {
  test("continues its entry if nothing was sent", async () => {
    const { runId } = await start(keys.slice(0, 1));
    const entry = await openOf(keys[0]?.targetId ?? "");
    await leaveRunning(runId, entry.id);
    await drain();
    expect(await readRows(runId)).toMatchObject([{ state: "succeeded", entryId: entry.id }]);
    expect(await readAudit()).toMatchObject([{ entryId: entry.id, outcome: "succeeded" }]);
    expect(countWrites(0)).toBe(1);
  });

  test("gets its entry under its own ID if it had none", async () => {
    const { runId } = await start(keys.slice(0, 1));
    const entryId = randomUUID();
    await leaveRunning(runId, entryId);
    await drain();
    expect(await readAudit()).toMatchObject([{ entryId, outcome: "succeeded" }]);
    expect(countWrites(0)).toBe(1);
  });

  test("is looked up and not sent again if it was sent, even if a sync saw it first", async () => {
    const { runId } = await start(keys.slice(0, 1), "archive");
    const entry = await openOf(keys[0]?.targetId ?? "");
    await leaveRunning(runId, entry.id);
    const record = sandbox.store.keys.get(keys[0]?.targetId ?? "");
    if (record) sandbox.store.keys.put({ ...record, key: { ...record.key, status: "archived" } });
    await syncDirectory();
    await drain();
    expect(await readRows(runId)).toMatchObject([{ state: "succeeded" }]);
    expect(await readAudit()).toMatchObject([{ entryId: entry.id, outcome: "succeeded", targetLabel: "a" }]);
    expect(countWrites(0)).toBe(0);
  });

  test("takes the outcome of its entry if that was settled", async () => {
    const { runId } = await start(keys.slice(0, 1));
    const entry = await openOf(keys[0]?.targetId ?? "");
    await entry.settle({ outcome: "failed", errorCode: "refused", requestId: "req_1" });
    await leaveRunning(runId, entry.id);
    await drain();
    expect(await readRows(runId)).toMatchObject([
      { state: "failed", errorCode: "refused", requestId: "req_1" },
    ]);
    expect(countWrites(0)).toBe(0);
    expect(await readAudit()).toHaveLength(1);
  });

  test("becomes unknown in the same entry if the API is down as well", async () => {
    const { runId } = await start(keys.slice(0, 1));
    const entry = await openOf(keys[0]?.targetId ?? "");
    await leaveRunning(runId, entry.id);
    sandbox.faults.add({ kind: "lost_before" });
    await drain();
    expect(await readRows(runId)).toMatchObject([{ state: "unknown" }]);
    expect(await readAudit()).toMatchObject([{ entryId: entry.id, outcome: "unknown" }]);
  });

  test("a row whose worker is alive is left alone, like its run", async () => {
    const { runId } = await start();
    await leaveRunning(runId, null);
    const db = await database();
    await db.update(bulkRows).set({ startedAt: new Date() }).where(eq(bulkRows.state, "running"));
    await drain();
    expect(await readStates(runId)).toEqual(["running", "queued", "queued", "queued"]);
  });
});

describe("a row isn't sent", () => {
  const byAll = permitFor(me, "bulk:write");
  const change = async (runId: string, change: Partial<typeof bulkRuns.$inferInsert>) => {
    const db = await database();
    await db.update(bulkRuns).set(change).where(eq(bulkRuns.id, runId));
  };

  test("after a crash if its run was canceled since, and a retry sends it", async () => {
    const { runId } = await start(keys.slice(0, 1));
    await leaveRunning(runId, (await openOf(keys[0]?.targetId ?? "")).id);
    const db = await database();
    await db.transaction((tx) => cancelRun(tx, byAll, runId));
    await drain();
    expect(await readStates(runId)).toEqual(["cancelled"]);
    expect(await readAudit()).toMatchObject([{ outcome: "failed", errorCode: "conflict" }]);
    expect([countWrites(0), statusOf(0)]).toEqual([0, "active"]);
    await db.transaction((tx) => retryRows(tx, byAll, { runId, rows: "cancelled" }));
    await drain();
    expect([await readStates(runId), countWrites(0)]).toEqual([["succeeded"], 1]);
  });

  test("after a crash if it was made in spite of that, but counts as made", async () => {
    const { runId } = await start(keys.slice(0, 1));
    await leaveRunning(runId, (await openOf(keys[0]?.targetId ?? "")).id);
    await change(runId, { cancelledAt: new Date() });
    const record = sandbox.store.keys.get(keys[0]?.targetId ?? "");
    if (record) sandbox.store.keys.put({ ...record, key: { ...record.key, status: "inactive" } });
    await drain();
    expect([await readStates(runId), countWrites(0)]).toEqual([["succeeded"], 0]);
  });

  test("after a crash if the approval of its run has lapsed since", async () => {
    const { runId } = await start(keys.slice(0, 2));
    await leaveRunning(runId, (await openOf(keys[0]?.targetId ?? "")).id);
    const decided = { needsApproval: true, isApproved: true, decidedBy: me.email, decidedAt: new Date() };
    await change(runId, { ...decided, approvalExpiresAt: new Date(Date.now() - 1_000) });
    await drain();
    expect(await readStates(runId)).toEqual(["cancelled", "cancelled"]);
    expect([countWrites(0), countWrites(1)]).toEqual([0, 0]);
  });

  test("by a process that was paused until another one took it over, which alone records it", async () => {
    const { runId } = await start(keys.slice(0, 1));
    const other = new BulkRunner(keyOperations);
    const [deactivate] = keyOperations.filter(({ name }) => name === "api_key.deactivate");
    if (!deactivate) throw new Error("no such operation");
    const paused: BulkOperation = {
      ...deactivate,
      async perform(attempt) {
        const db = await database();
        await db.update(bulkRows).set({ startedAt: new Date(Date.now() - 60_000) });
        await drain(other);
        const record = sandbox.store.keys.get(keys[0]?.targetId ?? "");
        if (record) sandbox.store.keys.put({ ...record, key: { ...record.key, status: "active" } });
        return deactivate.perform(attempt);
      },
    };
    await new BulkRunner([paused]).step();
    expect(await readStates(runId)).toEqual(["succeeded"]);
    expect(await readAudit()).toMatchObject([{ outcome: "succeeded" }]);
    expect([countWrites(0), statusOf(0)]).toEqual([1, "active"]);
  });
});

test("a run wakes the runner of its process, which can stop between two rows", async () => {
  startBulk(keyOperations);
  const { runId } = await start();
  await expect.poll(() => readStates(runId), { timeout: 20_000 }).toEqual(keys.map(() => "succeeded"));
  await stopBulk();
  const later = await start(keys, "activate");
  expect(new Set(await readStates(later.runId))).toEqual(new Set(["queued"]));
});

test("two runners share the rows of several runs and run each row once", async () => {
  const more = Array.from({ length: 20 }, (_, index) => ({
    label: `more ${index}`,
    targetId: sandbox.keys.add({ name: `more ${index}` }).id,
  }));
  await syncDirectory();
  const runs = [await start(more.slice(0, 10)), await start(more.slice(10))];
  await Promise.all([drain(), drain(), drain()]);
  await drain();
  for (const { runId } of runs) expect(new Set(await readStates(runId))).toEqual(new Set(["succeeded"]));
  for (const { targetId } of more)
    expect(sandbox.requests.get(`POST /v1/organizations/api_keys/${targetId}`)).toBe(1);
  expect(await readAudit()).toHaveLength(20);
});

describe("a person who loses the right during a run", () => {
  const isMe = sql`lower(${members.email}) = ${personas.admin}`;

  test.each([
    ["by their role", { role: "billing" }],
    ["by leaving", { goneAt: new Date() }],
  ])("has the row refused and the rest never started (%s)", async (_, change) => {
    const { runId } = await start();
    const runner = new BulkRunner(keyOperations);
    await runner.step();
    const db = await database();
    await db.update(members).set(change).where(isMe);
    await drain(runner);
    expect(await readStates(runId)).toEqual(["succeeded", "failed", "cancelled", "cancelled"]);
    expect(await readRun()).toMatchObject({ state: "stopped", stopCode: "forbidden" });
    expect(keys.map((_key, index) => countWrites(index))).toEqual([1, 0, 0, 0]);
  });

  test.each([
    ["sign-in method is no longer accepted", { method: "okta" }],
    ["provider is another one by now", { providerAddress: "https://earlier.example" }],
  ])("is stopped once their %s, which the run says", async (_, change) => {
    const { runId } = await start();
    const db = await database();
    await db.update(bulkRuns).set(change);
    await drain();
    expect(await readStates(runId)).toEqual(["failed", "cancelled", "cancelled", "cancelled"]);
    expect(await readRun()).toMatchObject({ state: "stopped", stopCode: "sign_in_not_accepted" });
    expect((await readRows(runId))[0]).toMatchObject({
      errorCode: "forbidden",
      reason: "sign_in_not_accepted",
    });
    expect(keys.map((_key, index) => countWrites(index))).toEqual([0, 0, 0, 0]);
  });

  test("is checked for every row as a lead", async () => {
    const lead = newActor("lead", { email: personas.lead, workspaceIds: [] });
    const { runId } = await createRun(permitFor(lead, "keys:write"), {
      operation: "api_key.deactivate",
      rows: keys,
    });
    await drain();
    expect(await readRows(runId)).toMatchObject(
      keys.map(() => ({ state: "failed", errorCode: "not_found" })),
    );
  });
});

test("nothing starts in read-only mode", async () => {
  const { runId } = await start();
  env.READ_ONLY = true;
  await drain();
  env.READ_ONLY = false;
  expect(new Set(await readStates(runId))).toEqual(new Set(["queued"]));
});

test("the work that follows a success runs again if a crash may have interrupted it", async () => {
  const followed: string[] = [];
  const operation = defineOperation({
    name: "api_key.rename",
    permission: "keys:write",
    toWrite: () => ({
      before: async () => ({ label: "x", state: null }),
      send: async () => null,
      apply: async () => {},
      reread: async () => null,
      isDone: () => true,
    }),
    afterwards: async (_by, { targetId }) => {
      followed.push(targetId);
    },
  });
  const { runId } = await createRun(by, { operation: "api_key.rename", rows: keys.slice(0, 2) });
  const entry = await openOf(keys[0]?.targetId ?? "");
  await entry.settle({ outcome: "succeeded" });
  await leaveRunning(runId, entry.id);
  await drain(new BulkRunner([operation]));
  expect(followed).toEqual(keys.slice(0, 2).map(({ targetId }) => targetId));
  expect(await readStates(runId)).toEqual(["succeeded", "succeeded"]);
});

test("an unknown operation fails", async () => {
  const { runId } = await start(keys.slice(0, 1));
  await drain(new BulkRunner([]));
  expect(await readRows(runId)).toMatchObject([{ state: "failed", errorCode: "internal" }]);
});

test("a run of 100 rows, some with hostile names, is completed", { timeout: 120_000 }, async () => {
  let sent = 0;
  const operation = defineOperation({
    name: "member.remove",
    permission: "members:write",
    toWrite: () => ({
      before: async () => ({ label: "x", state: null }),
      send: async () => {
        sent += 1;
        return null;
      },
      apply: async () => {},
      reread: async () => null,
      isDone: () => true,
    }),
  });
  const rows = Array.from({ length: 100 }, (_, index) => ({
    targetId: `user_${index}`,
    label: `\0'"; drop table bulk_rows; \ud800 ${index}`,
  }));
  await createRun(by, { operation: "member.remove", rows });
  const runner = new BulkRunner([operation]);
  await drain(runner);
  expect(sent).toBe(100);
  expect(await readRun()).toMatchObject({ state: "finished", counts: { total: 100, succeeded: 100 } });
  const db = await database();
  expect(await db.$count(bulkRuns)).toBe(1);
});
