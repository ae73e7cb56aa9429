import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { addGrant } from "@/lib/account/grants/actions";
import { openEntry } from "@/lib/core/audit/entry";
import { readAudit } from "@/lib/core/audit/test-log";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { type ActionCases, describeAction } from "@/lib/core/entry/test-action";
import { toDay } from "@/lib/core/format/calendar";
import { changeSettings } from "@/lib/core/settings/actions";
import { approveBulk, cancelBulk, declineBulk, retryBulk } from "./actions";
import { createRun } from "./create";
import { findRun, listRuns } from "./list-read-model";
import { takeRow } from "./queue-store";

const ada = "ada@northwind.example";
const cy = "cy@northwind.example";
const lea = "lea@northwind.example";
const bob = "bob@northwind.example";
const whole = { q: "", state: [], page: 1 };
const rows = ["user_1", "user_2"].map((targetId) => ({ targetId, label: targetId }));

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("cy", "admin");
  await addMember("bob", "billing");
  await addMember("lea", "user");
  await addMembership("lea", "wrkspc_1", "workspace_admin");
});

async function start({ needsApproval = false, email = ada } = {}): Promise<string> {
  const by = permitFor(newActor("admin", { email }), "members:write");
  return (await createRun(by, { operation: "member.remove", rows, needsApproval })).runId;
}

const retryCancelled = (runId: string) =>
  inRequest({ as: ada }, () => retryBulk({ runId, rows: "cancelled" }));

async function setStates(runId: string, state: string): Promise<void> {
  const db = await database();
  await db.update(bulkRows).set({ state }).where(eq(bulkRows.runId, runId));
  await db.update(bulkRuns).set({ finishedAt: new Date() }).where(eq(bulkRuns.id, runId));
}

const readRun = async (runId: string) =>
  (await findRun(permitFor("auditor", "bulk:read"), runId, whole))?.run;

const operations = {
  cancel: (runId: string, as: string) => inRequest({ as }, () => cancelBulk({ runId })),
  retry: (runId: string, as: string) => inRequest({ as }, () => retryBulk({ runId, rows: "failed" })),
  approve: (runId: string, as: string) => inRequest({ as }, () => approveBulk({ runId })),
  decline: (runId: string, as: string) => inRequest({ as }, () => declineBulk({ runId })),
};
type Operation = keyof typeof operations;

const settings = {
  cancel: { begin: start, as: cy, after: { state: "cancelled", counts: { cancelled: 2 } } },
  retry: { begin: startFailed, as: ada, after: { state: "running", counts: { queued: 2 } } },
  approve: { begin: startPending, as: cy, after: { state: "running", decidedBy: cy, createdBy: ada } },
  decline: { begin: startPending, as: cy, after: { state: "declined", decidedBy: cy } },
};

async function startFailed(): Promise<string> {
  const runId = await start();
  await setStates(runId, "failed");
  return runId;
}

function startPending(): Promise<string> {
  return start({ needsApproval: true });
}

let runId: string;
let before: Awaited<ReturnType<typeof readRun>>;
const whereStored = { cancel: "bulk_rows", retry: "bulk_rows", approve: "bulk_runs", decline: "bulk_runs" };

function toCases(operation: Operation): ActionCases<string> {
  return {
    run: (as) => operations[operation](runId, as),
    changed: async () => expect(await readRun(runId)).toMatchObject(settings[operation].after),
    unchanged: async () => expect(await readRun(runId)).toEqual(before),
    allowed: {
      by: { "an admin": settings[operation].as },
      audit: () => ({ targetId: runId, targetLabel: "member.remove" }),
    },
    forbidden: { by: { finance: bob } },
    refusedByApi: { absent: "Runs are Castellan's own; the API has none." },
    lost: { stored: { within: (run) => withBrokenTable(whereStored[operation], "update", run) } },
  };
}

function beginBeforeEach(begin: () => Promise<string>): void {
  beforeEach(async () => {
    runId = await begin();
    before = await readRun(runId);
  });
}

describe("a run under way", () => {
  beginBeforeEach(start);
  describeAction("cancelBulk", toCases("cancel"));
});

describe("a run that failed", () => {
  beginBeforeEach(startFailed);
  describeAction("retryBulk", toCases("retry"));
});

describe("a run that waits for a second admin", () => {
  beginBeforeEach(startPending);
  describeAction("approveBulk", toCases("approve"));
  describeAction("declineBulk", toCases("decline"));
});

describe.each(["cancel", "retry", "approve", "decline"] as const)("to %s", (operation: Operation) => {
  const { begin, as } = settings[operation];

  test("a request about a run is refused a second time, which changes nothing and is audited", async () => {
    const runId = await begin();
    await operations[operation](runId, as);
    const before = await readRun(runId);
    expect((await operations[operation](runId, as)).serverError).toMatchObject({ code: "conflict" });
    expect(await readRun(runId)).toEqual(before);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("a request about a run doesn't find an unknown run", async () => {
    const none = "00000000-0000-4000-8000-000000000000";
    expect((await operations[operation](none, as)).serverError).toMatchObject({ code: "not_found" });
  });
});

describe("two persons", () => {
  test.each(["approve", "decline"] as const)("no one can %s their own run", async (operation) => {
    const runId = await startPending();
    expect((await operations[operation](runId, ada)).serverError).toMatchObject({
      code: "refused",
      reason: "own_run",
    });
    expect(await readRun(runId)).toMatchObject({ state: "pending" });
  });

  test("nothing runs before the second admin approves", async () => {
    const runId = await startPending();
    expect(await takeRow(crypto.randomUUID(), null)).toBeNull();
    await operations.approve(runId, cy);
    expect(await takeRow(crypto.randomUUID(), null)).toMatchObject({ targetId: "user_1", createdBy: ada });
  });

  test("after the deadline it is too late to approve", async () => {
    const runId = await startPending();
    const db = await database();
    await db.update(bulkRuns).set({ approvalExpiresAt: new Date(Date.now() - 1000) });
    expect((await operations.approve(runId, cy)).serverError).toMatchObject({ code: "conflict" });
    expect(await readRun(runId)).toMatchObject({ state: "expired" });
    expect(await takeRow(crypto.randomUUID(), null)).toBeNull();
    expect(await readRun(runId)).toMatchObject({ state: "expired", counts: { cancelled: 2, queued: 0 } });
    expect((await operations.retry(runId, ada)).serverError).toMatchObject({ code: "conflict" });
  });

  test("an approval expires like the time to approve, and then the run needs a new one", async () => {
    const runId = await startPending();
    await operations.approve(runId, cy);
    const db = await database();
    await db.update(bulkRuns).set({ approvalExpiresAt: new Date(Date.now() - 1000) });
    expect(await takeRow(crypto.randomUUID(), null)).toBeNull();
    expect(await readRun(runId)).toMatchObject({ state: "cancelled", counts: { cancelled: 2 } });
    expect((await retryCancelled(runId)).serverError).toBeUndefined();
    expect(await readRun(runId)).toMatchObject({ state: "pending", decidedBy: null });
    expect(await takeRow(crypto.randomUUID(), null)).toBeNull();
  });

  test("a canceled run does not continue with an old approval", async () => {
    const runId = await startPending();
    await operations.approve(runId, cy);
    await operations.cancel(runId, ada);
    expect((await retryCancelled(runId)).serverError).toBeUndefined();
    expect(await takeRow(crypto.randomUUID(), null)).toBeNull();
    expect(await readRun(runId)).toMatchObject({ state: "pending", decidedBy: null });
    await operations.approve(runId, cy);
    expect(await takeRow(crypto.randomUUID(), null)).toMatchObject({ targetId: "user_1" });
  });

  test.each([
    ["somebody made an admin after it was asked for", { addedAt: new Date(Date.now() + 60_000) }],
    ["somebody who is an admin of the mirror no longer", { role: "user" }],
  ])("%s cannot approve it", async (_, change) => {
    const runId = await startPending();
    const db = await database();
    await db.update(members).set(change).where(eq(members.id, "cy"));
    expect((await operations.approve(runId, cy)).serverError?.code).toMatch(/refused|forbidden/);
    expect(await readRun(runId)).toMatchObject({ state: "pending" });
  });

  test("nobody can approve what someone who has left asked for", async () => {
    const runId = await startPending();
    const db = await database();
    await db.update(members).set({ goneAt: new Date() }).where(eq(members.id, "ada"));
    expect((await operations.approve(runId, cy)).serverError).toMatchObject({ reason: "requester_gone" });
    expect(await readRun(runId)).toMatchObject({ state: "pending" });
    expect((await operations.decline(runId, cy)).serverError).toBeUndefined();
  });

  test("a grant made after it was asked for approves nothing", async () => {
    const runId = await startPending();
    const grant = {
      email: "new@outside.example",
      persona: "admin" as const,
      note: "",
      expiresOn: toDay(Date.now()),
    };
    expect((await inRequest({ as: ada }, () => addGrant(grant))).serverError).toBeUndefined();
    expect((await operations.approve(runId, grant.email)).serverError).toMatchObject({
      reason: "unfit_approver",
    });
  });

  test("a grant that had expired approves nothing, whatever its holder has become since", async () => {
    const runId = await startPending();
    const db = await database();
    await db.insert(grants).values({
      email: cy,
      persona: "admin",
      expiresAt: new Date(Date.now() - 1000),
      createdBy: "setup",
      createdAt: new Date(0),
    });
    await db
      .update(members)
      .set({ addedAt: new Date(Date.now() + 60_000) })
      .where(eq(members.id, "cy"));
    expect((await operations.approve(runId, cy)).serverError).toMatchObject({ reason: "unfit_approver" });
  });

  test("nothing is approved by a name that it doesn't have any more", async () => {
    const db = await database();
    await db.update(workspaces).set({ name: "Production" });
    const by = permitFor(newActor("admin", { email: ada }), "members:write");
    const row = { targetId: "wrkspc_1", label: "Playground" };
    const asked = { operation: "workspace.archive" as const, rows: [row], needsApproval: true };
    const { runId } = await createRun(by, asked);
    expect((await operations.approve(runId, cy)).serverError).toMatchObject({ reason: "renamed_since" });
    await db.update(workspaces).set({ name: "Playground" });
    expect((await operations.approve(runId, cy)).serverError).toBeUndefined();
  });

  const dan = "dan@northwind.example";

  test("a workspace without a name is approved by its ID", async () => {
    await (await database()).update(workspaces).set({ name: "" });
    const by = permitFor(newActor("admin", { email: ada }), "members:write");
    const row = { targetId: "wrkspc_1", label: "" };
    const asked = { operation: "workspace.archive" as const, rows: [row], needsApproval: true };
    const { runId } = await createRun(by, asked);
    expect((await operations.approve(runId, cy)).serverError).toBeUndefined();
  });

  test("nothing is approved of what anyone but the approver renamed in the last seven days", async () => {
    const db = await database();
    await db.update(workspaces).set({ name: "Playground" });
    const rename = async (email: string, days: number) => {
      const actor = newActor("admin", { email });
      const entry = await openEntry({
        actor,
        action: "workspace.update",
        targetId: "wrkspc_1",
        request: null,
      });
      await entry.settle({
        ...{ outcome: "succeeded", before: { name: "Data science" }, after: { name: "Playground" } },
      });
      await db.execute(sql`alter table audit_log disable trigger user`);
      await db.execute(sql`update audit_log set at = now() - make_interval(days => ${days}::integer)
        where actor_email = ${email}`);
      await db.execute(sql`alter table audit_log enable trigger user`);
    };
    const ask = async () => {
      const by = permitFor(newActor("admin", { email: ada }), "members:write");
      const row = { targetId: "wrkspc_1", label: "Playground" };
      const asked = { operation: "workspace.archive" as const, rows: [row], needsApproval: true };
      const { runId } = await createRun(by, asked);
      return (await operations.approve(runId, cy)).serverError?.reason;
    };
    await rename(ada, 8);
    await rename(cy, 1);
    expect(await ask()).toBeUndefined();
    await rename(dan, 6);
    expect(await ask()).toBe("renamed_lately");
  });

  const letIn = async (label: string, by = dan) => {
    const actor = newActor("admin", { email: by });
    const entry = await openEntry({ actor, action: "identity.let_in", targetId: label, request: null });
    await entry.settle({ outcome: "succeeded", label });
  };

  test("two accounts that were each let in alone don't approve for one another", async () => {
    const runId = await startPending();
    await letIn(cy);
    await letIn(ada);
    expect((await operations.approve(runId, cy)).serverError).toMatchObject({ reason: "unfit_approver" });
  });

  test("an account that the one-time link let in later is trusted as one that nobody let in", async () => {
    const runId = await startPending();
    await letIn(ada);
    await letIn(cy, ada);
    await letIn(cy, linkEmail);
    expect((await operations.approve(runId, cy)).serverError).toBeUndefined();
  });

  test("the two-person rule isn't turned on while no other admin could approve", async () => {
    await letIn(ada, linkEmail);
    await letIn(cy, ada);
    const turnOn = () => inRequest({ as: ada }, () => changeSettings({ two_person_rule: true }));
    expect((await turnOn()).serverError).toMatchObject({ reason: "no_second_admin" });
    await addMember("dan", "admin");
    expect((await turnOn()).serverError).toBeUndefined();
  });

  test("the person who started it can withdraw it", async () => {
    const runId = await startPending();
    await operations.cancel(runId, ada);
    expect(await readRun(runId)).toMatchObject({ state: "cancelled" });
    expect((await operations.approve(runId, cy)).serverError).toMatchObject({ code: "conflict" });
  });
});

test("only the person who started a run can retry it, because its rows run in their name", async () => {
  const runId = await startFailed();
  expect((await operations.retry(runId, cy)).serverError).toMatchObject({ code: "forbidden" });
});

test("a lead sees and cancels only their own runs", async () => {
  const [others, own] = [await start(), await start({ email: lea })];
  const lead = permitFor(newActor("lead", { email: lea, workspaceIds: ["wrkspc_1"] }), "bulk:read");
  expect((await listRuns(lead, { page: 1 })).rows.map(({ id }) => id)).toEqual([own]);
  expect(await findRun(lead, others, whole)).toBeNull();
  expect((await operations.cancel(others, lea)).serverError).toMatchObject({ code: "not_found" });
  expect((await operations.cancel(own, lea)).serverError).toBeUndefined();
});

test("a running row finishes after a cancel", async () => {
  const runId = await start();
  await takeRow(crypto.randomUUID(), null);
  await operations.cancel(runId, ada);
  expect(await readRun(runId)).toMatchObject({ state: "running", counts: { running: 1, cancelled: 1 } });
});

test("rows are found by text and state, and pages past the end are the last one", async () => {
  const runId = await start();
  const by = permitFor("admin", "bulk:read");
  expect(await findRun(by, runId, { ...whole, q: "USER_2" })).toMatchObject({ total: 1, rows: [rows[1]] });
  expect(await findRun(by, runId, { ...whole, q: "%" })).toMatchObject({ total: 0 });
  expect(await findRun(by, runId, { ...whole, state: ["failed"] })).toMatchObject({ total: 0 });
  expect(await findRun(by, runId, { ...whole, page: 9 })).toMatchObject({ page: 1, total: 2 });
  expect(await findRun(by, "no-uuid", whole)).toBeNull();
});
