import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { POST } from "@/app/api/auth/[...nextauth]/route";
import { addGrant } from "@/lib/account/grants/actions";
import { bulkOperations } from "@/lib/across/sync/bulk-operations";
import { syncDirectory } from "@/lib/across/sync/directory";
import { startSync, stopSync } from "@/lib/across/sync/start";
import { listJobStates } from "@/lib/across/sync/state";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { verifyChain } from "@/lib/core/audit/verify";
import { writeThrough } from "@/lib/core/audit/write-through";
import { getActor } from "@/lib/core/auth/actor";
import { currentActor } from "@/lib/core/auth/session";
import { openTestBrowser } from "@/lib/core/auth/test-browser";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { createRun } from "@/lib/core/bulk/create";
import { startBulk, stopBulk } from "@/lib/core/bulk/start";
import { grants, storeOwner } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { bulkRuns, operations } from "@/lib/core/db/own-tables";
import { tableNames } from "@/lib/core/db/table-names";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { startDelivery, stopDelivery } from "@/lib/core/delivery/worker";
import { action } from "@/lib/core/entry/action-client";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { toDay } from "@/lib/core/format/calendar";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { readLatestUsage } from "@/lib/directory/keys/test-use";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { drain, orderFor } from "@/lib/directory/offboardings/test-offboardings";
import { personas } from "@/lib/sandbox/personas";
import { openSandbox } from "@/lib/sandbox/transport";
import { resetSandbox as newSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { resetSandbox } from "./actions";

let sandbox: TestSandbox;
let admin: { token: string };

beforeEach(async () => {
  await resetDatabase();
  sandbox = newSandbox();
  await syncDirectory();
  admin = await startTestSession(personas.admin);
});
afterEach(async () => {
  await stopDelivery();
  await Promise.all([stopSync(), stopBulk()]);
  env.isSandbox = true;
});

const reset = (operationId?: string) => inRequest({ as: admin }, () => resetSandbox({}, operationId));
const findUser = (email: string, of = openSandbox()) =>
  of.store.users.list().find((user) => user.email === email);
const finance = () => ({ memberId: findUser(personas.finance)?.id ?? "", expected: "billing" });
const readLog = async () =>
  (await readAuditLog()).map(({ action, outcome, actorEmail }) => ({
    action,
    outcome,
    actorEmail,
  }));
const countRequests = (of: TestSandbox, method: string) =>
  [...of.requests].reduce((sum, [one, count]) => sum + (one.startsWith(method) ? count : 0), 0);

const theReset = { action: "sandbox.reset", outcome: "succeeded", actorEmail: personas.admin };

async function expectReset(): Promise<void> {
  expect(openSandbox()).not.toBe(sandbox);
  const fresh = (of: Pick<TestSandbox, "store">) =>
    of.store.users.list().map(({ id, email, role }) => [id, email, role]);
  const now = fresh(openSandbox());
  expect(now).toEqual(fresh(newSandbox()));
  expect(await readLog()).toEqual([theReset]);
  expect(await verifyChain()).toMatchObject({ lines: 2, break: null, seal: "ours", proven: { from: 1 } });
}

async function listFilled(): Promise<string[]> {
  const db = await database();
  const filled: string[] = [];
  for (const name of tableNames)
    if ((await db.execute(sql.raw(`select 1 from ${name} limit 1`))).rows.length > 0) filled.push(name);
  return filled.toSorted();
}

describe("the reset of a sandbox", () => {
  test("leaves nothing of what was, and the organization of the first day", async () => {
    await inRequest({ as: admin }, () =>
      addGrant({ email: "ada@side.example", persona: "auditor", note: "", expiresOn: toDay(Date.now()) }),
    );
    await orderFor([finance().memberId]);
    await drain();
    expect(findUser(personas.finance)).toBeUndefined();
    const before = (await (await database()).select().from(storeOwner))[0];

    expect((await reset()).serverError).toBeUndefined();
    expect(await listFilled()).toEqual(["audit_head", "audit_log", "store_owner"]);
    const [owner] = await (await database()).select().from(storeOwner);
    expect(owner).toMatchObject({ kind: "sandbox", organizationId: null });
    expect(owner?.since.getTime()).toBeGreaterThan(before?.since.getTime() ?? Number.POSITIVE_INFINITY);
    await expectReset();
  });

  test("ends every session, and people choose again who to sign in as", async () => {
    const other = await startTestSession(personas.finance);
    await reset();
    for (const as of [admin, other]) expect(await inRequest({ as }, currentActor)).toBeNull();
    const browser = openTestBrowser(POST);
    await browser.signIn("finance");
    expect(await browser.session()).toMatchObject({ email: personas.finance });
    expect((await getActor(personas.finance))?.persona).toBe("finance");
    expect(await readLog()).toEqual([theReset]);
  });

  type Someone = { email: string; token: string };
  let someone: Someone;
  const startAs = (email: string) => async () => (someone = { email, ...(await startTestSession(email)) });
  const whoActs = () => ({ actorEmail: someone.email });
  const unchanged = async () => {
    expect(openSandbox()).toBe(sandbox);
    expect(await inRequest({ as: someone }, currentActor)).toMatchObject({ email: someone.email });
    expect(await verifyChain()).toMatchObject({ lines: 2, break: null, proven: { from: 1 } });
  };

  describeAction<Someone>("resetSandbox", {
    run: (as) => inRequest({ as }, () => resetSandbox({})),
    changed: async () => {
      await expectReset();
      expect(await inRequest({ as: someone }, currentActor)).toBeNull();
    },
    unchanged,
    allowed: { by: { "an admin": startAs(personas.admin) }, audit: whoActs },
    forbidden: {
      by: {
        finance: startAs(personas.finance),
        "a lead": startAs(personas.lead),
        "a member": startAs(personas.member),
      },
      audit: whoActs,
    },
    refusedByApi: { absent: "The reset sends nothing." },
    lost: {
      stored: {
        given: () => {
          startDelivery({ sources: {}, isLeading: () => false });
          startBulk(bulkOperations);
        },
        within: (run) => withBrokenTable("store_owner", "insert", run),
        failure: { code: "internal" },
        audit: whoActs,
        leaves: async () => {
          await unchanged();
          const paused = [await stopDelivery(), await stopBulk(), await stopSync()];
          expect(paused, "what was paused continues").toEqual([true, true, false]);
        },
      },
    },
  });
});

describe("in a real organization", () => {
  test("there is nothing to reset, so nothing is done", async () => {
    const db = await database();
    await resetDatabase();
    env.isSandbox = false;
    const as = await startTestSession(null);
    await db.insert(grants).values({
      ...{ email: "ada@side.example", persona: "auditor", createdBy: "x", createdAt: new Date() },
    });
    const { serverError } = await inRequest({ as }, () => resetSandbox({}));
    expect(serverError).toMatchObject({ code: "not_found" });
    expect(await db.$count(grants)).toBe(1);
    expect(await inRequest({ as }, currentActor)).toMatchObject({ persona: "admin" });
    expect(await readLog()).toMatchObject([{ action: "sandbox.reset", outcome: "failed" }]);
    expect(openSandbox()).toBe(sandbox);
  });

  test("a server without a key empties no database that became one", async () => {
    const db = await database();
    await db.update(storeOwner).set({ kind: "live" });
    const { serverError } = await reset();
    expect(serverError?.code).toBe("unauthenticated");
    await db.update(storeOwner).set({ kind: "sandbox" });
    await db.execute(sql`create function move_in() returns trigger language plpgsql as
      $$ begin update store_owner set kind = 'live'; return new; end $$`);
    await db.execute(sql`create trigger move_in after insert on audit_log execute function move_in()`);
    try {
      expect((await reset()).serverError).toMatchObject({ code: "conflict" });
    } finally {
      await db.execute(sql`drop function move_in cascade`);
    }
    expect(await db.$count(members)).toBeGreaterThan(10);
    expect(await readLog()).toMatchObject([{ action: "sandbox.reset", outcome: "failed" }]);
  });
});

describe("what is under way", () => {
  test("a write that was sent answers that its session is over, and leaves no trace", async () => {
    const other = await startTestSession(personas.admin);
    sandbox.faults.add({ kind: "slow", method: "POST", delay_ms: 1_000 });
    const writing = inRequest({ as: other }, () => changeMemberRole({ ...finance(), role: "developer" }));
    await expect.poll(() => countRequests(sandbox, "POST")).toBe(1);
    await reset();
    expect((await writing).serverError).toMatchObject({ code: "unauthenticated" });
    expect(await (await database()).$count(members)).toBe(0);
    await expectReset();
  });

  function defineWaiting(run: (entry: AuditEntry) => Promise<unknown>) {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const waiting = action
      .metadata({ name: "sync.run", permission: "sync:run", target: null })
      .inputSchema(z.object({}))
      .action(({ ctx }) => finished.then(() => run(ctx.entry)).then(() => undefined));
    return { waiting, finish };
  }

  test.each([
    ["a write that was not sent yet is not sent", true],
    ["an operation that calls nobody is not recorded", false],
  ])("%s, and answers that its session is over", async (_, isWrite) => {
    const send = vi.fn(async () => null);
    const { waiting, finish } = defineWaiting(async (entry) => {
      const seen = { before: async () => ({ label: "x", state: null }), reread: async () => null };
      if (isWrite) await writeThrough(entry, { ...seen, send, apply: async () => {}, isDone: () => true });
    });
    const other = await startTestSession(personas.admin);
    const acting = inRequest({ as: other }, () => waiting({}));
    await expect.poll(readLog).toHaveLength(1);
    await reset();
    finish();
    expect((await acting).serverError).toMatchObject({ code: "unauthenticated" });
    expect(send).not.toHaveBeenCalled();
    await expectReset();
  });

  test("a write whose answer is lost has no trace either", async () => {
    const other = await startTestSession(personas.admin);
    sandbox.faults.add({ kind: "lost_after", method: "POST", delay_ms: 1_000 });
    const writing = inRequest({ as: other }, () => changeMemberRole({ ...finance(), role: "developer" }));
    await expect.poll(() => countRequests(sandbox, "POST")).toBe(1);
    await reset();
    expect((await writing).serverError?.code).toMatch(/^(unauthenticated|outcome_unknown)$/);
    await expectReset();
  });

  test("a bulk run ends with the row that it is at, and the next run is done", async () => {
    const keys = Array.from({ length: 8 }, (_, at) => sandbox.keys.add({ name: `key ${at}` }));
    await syncDirectory();
    await readLatestUsage();
    sandbox.requests.clear();
    sandbox.faults.add({ kind: "slow", method: "POST", delay_ms: 1_000 });
    startBulk(bulkOperations);
    const by = permitFor({ ...(await getAdmin()) }, "keys:write");
    const rows = (ids: readonly string[]) => ids.map((id) => ({ targetId: id, label: id, input: {} }));
    await createRun(by, { operation: "api_key.deactivate", rows: rows(keys.map(({ id }) => id)) });
    await expect.poll(() => countRequests(sandbox, "POST"), { timeout: 10_000 }).toBe(2);
    await reset();
    const asked = countRequests(sandbox, "");
    expect(countRequests(sandbox, "POST")).toBe(2);
    const db = await database();
    expect(await db.$count(bulkRuns)).toBe(0);
    expect(await readLog()).toEqual([theReset]);
    expect(await verifyChain()).toMatchObject({ break: null, proven: { from: 1 } });

    await syncDirectory();
    const [key] = openSandbox().store.keys.list();
    await createRun(by, { operation: "api_key.activate", rows: rows([key?.key.id ?? ""]) });
    await expect
      .poll(async () => (await db.select().from(bulkRuns))[0]?.finishedAt, { timeout: 10_000 })
      .toBeInstanceOf(Date);
    expect(countRequests(sandbox, "")).toBe(asked);
  });

  test("the sync stops and reads the organization of the first day", async () => {
    env.HISTORY_DAYS = 3;
    const { memberId } = finance();
    await orderFor([memberId]);
    await drain();
    sandbox.requests.clear();
    sandbox.faults.add({ kind: "slow", delay_ms: 50 });
    startSync();
    await expect.poll(() => countRequests(sandbox, "GET"), { timeout: 10_000 }).toBeGreaterThan(2);
    await reset();
    const asked = countRequests(sandbox, "");
    await expect
      .poll(async () => (await listJobStates()).directory.finishedAt, { timeout: 20_000 })
      .toBeInstanceOf(Date);
    expect(await getActor(personas.finance)).toMatchObject({ persona: "finance", memberId });
    expect(countRequests(sandbox, "")).toBe(asked);
    expect(await stopSync()).toBe(true);
    const actions = (await readLog()).map(({ action }) => action);
    expect(actions.toSorted()).toEqual(["budget.add", "budget.add", "budget.add", "sandbox.reset"]);
  });
});

/** Holds the first until the second is admitted, because a later one has no session any more. */
function holdResets(): () => void {
  let goOn = () => {};
  const last = new Promise<void>((resolve) => (goOn = resolve));
  forget("sandbox-resets");
  processSingleton("sandbox-resets", () => ({ last }));
  return goOn;
}

const admittedMs = 1_000;
const countOperations = async () => (await database()).$count(operations);

describe("two resets at the same time", () => {
  test("from two tabs are one; the other tab's session is over", async () => {
    const answers = await Promise.all([reset(), reset()]);
    const codes = answers.map(({ serverError }) => serverError?.code ?? "done");
    // A request admitted before the first reset may be executed too, which restarts the new trial.
    expect(codes).toContain("done");
    expect(["done", "unauthenticated"]).toEqual(expect.arrayContaining(codes));
    await expectReset();
  });

  test("of one submit get the same answer, and run once", async () => {
    const operationId = randomUUID();
    const goOn = holdResets();
    const both = Promise.all([reset(operationId), reset(operationId)]);
    await expect.poll(countOperations).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, admittedMs));
    goOn();
    const answers = await both;
    for (const { serverError } of answers) expect(serverError).toBeUndefined();
    expect(await (await database()).select().from(operations)).toMatchObject([{ id: operationId }]);
    await expectReset();
  });
});

async function getAdmin() {
  const actor = await getActor(personas.admin);
  if (!actor) throw new Error("nobody is the admin");
  return actor;
}
