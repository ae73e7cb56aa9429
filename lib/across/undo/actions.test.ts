import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { findRun, listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { bulkRows } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { type ActionCases, describeAction } from "@/lib/core/entry/test-action";
import { putSettings } from "@/lib/core/settings/store";
import { applyAccess } from "@/lib/directory/access/actions";
import type { Change } from "@/lib/directory/access/change-schema";
import { inviteMany, resendInvites } from "@/lib/directory/invites/actions";
import { inviteOperations } from "@/lib/directory/invites/bulk";
import { listPendingByAddress } from "@/lib/directory/invites/pending-memberships-store";
import { changeKeys } from "@/lib/directory/keys/actions";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { addTraffic, readLatestUsage } from "@/lib/directory/keys/test-use";
import { changeMemberRoles } from "@/lib/directory/members/actions";
import { memberOperations } from "@/lib/directory/members/bulk";
import { membershipOperations } from "@/lib/directory/workspaces/membership-bulk";
import { personas } from "@/lib/sandbox/personas";

import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { undoEntry, undoRun } from "./actions";

import { planUndo } from "./read-model";

let sandbox: TestSandbox;
let own: string;
let second: string;
let ana: string;
let ben: string;
let keyIds: string[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const idOf = (name: string) => sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  [own, second] = [idOf("Checkout – prod"), idOf("Checkout – staging")];
  ana = sandbox.users.add({ email: "ana@northwind.example", role: "developer" }).id;
  ben = sandbox.users.add({ email: "ben@northwind.example", role: "user" }).id;
  sandbox.store.grants.get(own)?.set(ana, "workspace_user");
  sandbox.store.grants.get(own)?.set(ben, "workspace_developer");
  keyIds = ["one", "two"].map(
    (name) => sandbox.keys.add({ name, scope: { type: "workspace", workspace_id: own } }).id,
  );
  await syncDirectory();
  sandbox.requests.clear();
});

const operations = [...membershipOperations, ...memberOperations, ...keyOperations, ...inviteOperations];
async function drain() {
  const runner = new BulkRunner(operations);
  while ((await runner.step()) !== 5_000);
}

type Started = { data?: { runId: string } | undefined; serverError?: unknown };
async function finish(started: Started): Promise<string> {
  expect(started.serverError).toBeUndefined();
  await drain();
  return started.data?.runId ?? "";
}

const undo = (runId: string, as: string = personas.admin) => inRequest({ as }, () => undoRun({ runId }));
const plan = (runId: string) => planUndo(permitFor("admin", "bulk:read"), { runId });
const listOperations = async () =>
  (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows.map(({ operation }) => operation);
const readRows = async (runId: string) => {
  const found = await findRun(permitFor("admin", "bulk:read"), runId, { q: "", state: [], page: 1 });
  return found?.rows.map(({ operation, state, reason, errorCode }) => [
    operation,
    state,
    reason ?? errorCode,
  ]);
};
const nothing = { ready: 0, kept: 0, isRunning: false };

/** Reverts the newest entry of this kind. */
async function undoOne(action: string, as: string) {
  const entries = (await readAuditLog()).filter((one) => one.action === action);
  const entryId = entries.toSorted((one, other) => other.seq - one.seq)[0]?.entryId ?? "";
  return inRequest({ as }, () => undoEntry({ entryId }));
}

describe("a run of a basket", () => {
  const roleOf = (workspaceId: string, userId: string) =>
    sandbox.store.grants.get(workspaceId)?.get(userId) ?? null;
  const readRoles = () => [roleOf(second, ana), roleOf(own, ana), roleOf(own, ben)];
  const after = ["workspace_user", "workspace_developer", null];
  let runId = "";

  beforeEach(async () => {
    const changes: Change[] = [
      { workspaceId: second, userId: ana, role: "workspace_user", expected: null },
      { workspaceId: own, userId: ana, role: "workspace_developer", expected: "workspace_user" },
      { workspaceId: own, userId: ben, role: null, expected: "workspace_developer" },
    ];
    runId = await finish(await inRequest({ as: personas.lead }, () => applyAccess({ changes })));
    sandbox.requests.clear();
  });

  const ofBasket: Pick<ActionCases<string>, "forbidden" | "refusedByApi" | "alsoAudited" | "lost"> = {
    forbidden: { by: { finance: personas.finance, "a member": personas.member } },
    refusedByApi: { absent: "It only stores the run; the rows ask the API." },
    alsoAudited: [
      "access.apply",
      "workspace_member.add",
      "workspace_member.change_role",
      "workspace_member.remove",
    ],
    lost: { stored: { within: (run) => withBrokenTable("bulk_rows", "insert", run) } },
  };

  describeAction("undoRun", {
    run: (as) => undo(runId, as),
    changed: async () => {
      expect(await listOperations()).toEqual(["bulk.undo", "access.apply"]);
      expect(readRoles()).toEqual(after);
    },
    unchanged: async () => expect([await listOperations(), readRoles()]).toEqual([["access.apply"], after]),
    allowed: {
      by: { "an admin": personas.admin, "the lead who started it": personas.lead },
      audit: { targetId: expect.any(String), after: expect.objectContaining({ act: "bulk.undo", rows: 3 }) },
    },
    ...ofBasket,
  });

  describeAction("undoEntry", {
    run: (as) => undoOne("workspace_member.change_role", as),
    changed: async () => expect(await listOperations()).toEqual(["bulk.undo", "access.apply"]),
    unchanged: async () => expect(await listOperations()).toEqual(["access.apply"]),
    allowed: {
      by: { "an admin": personas.admin, "the lead who started the run": personas.lead },
      audit: { targetId: expect.any(String), after: expect.objectContaining({ act: "bulk.undo", rows: 1 }) },
    },
    ...ofBasket,
  });

  test("can be undone entry by entry, each once", async () => {
    const started = await undoOne("workspace_member.remove", personas.lead);
    await finish(started);
    expect(readRoles()).toEqual(["workspace_user", "workspace_developer", "workspace_developer"]);
    expect((await undoOne("workspace_member.remove", personas.lead)).serverError?.code).toBe("conflict");
  });

  test("can be undone where it still is as the run left it, and that can be undone, too", async () => {
    sandbox.store.grants.get(own)?.set(ana, "workspace_admin");
    await syncDirectory();
    const stranger = permitFor(newActor("lead", { workspaceIds: [own, second] }), "bulk:read");
    expect(await planUndo(stranger, { runId }).catch(({ code }) => code)).toBe("not_found");
    expect(await plan(runId)).toEqual({ ready: 2, kept: 1, isRunning: false });
    const undone = await finish(await undo(runId));
    expect(readRoles()).toEqual([null, "workspace_admin", "workspace_developer"]);
    const [last, first] = (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows;
    expect([first?.undoneBy, last?.id, last?.params.undoes]).toEqual([undone, undone, runId]);
    expect(await plan(runId)).toEqual({ ready: 0, kept: 3, isRunning: false });
    expect((await undo(runId)).serverError).toMatchObject({ code: "conflict" });
    await finish(await undo(undone));
    expect(readRoles()).toEqual(["workspace_user", "workspace_admin", null]);
  });

  test("that hasn't ended can't be undone, and one of something else never", async () => {
    const db = await database();
    await db.execute(sql`update bulk_runs set finished_at = null`);
    expect((await undo(runId)).serverError).toMatchObject({ code: "conflict" });
    await db.execute(sql`update bulk_runs set finished_at = now(), act = 'member.remove'`);
    expect((await undo(runId)).serverError).toMatchObject({ code: "not_found" });
  });

  test("isn't somebody else's for a lead", async () => {
    await (await database()).execute(sql`update bulk_runs set created_by = ${personas.admin}`);
    expect((await undo(runId, personas.lead)).serverError).toMatchObject({ code: "not_found" });
    expect((await undo(runId)).serverError).toBeUndefined();
  });

  test("whose earlier role can't be given keeps that row", async () => {
    const input = { role: "workspace_developer", expected: "workspace_wizard" };
    await (await database()).update(bulkRows).set({ input }).where(eq(bulkRows.position, 1));
    expect(await plan(runId)).toEqual({ ready: 2, kept: 1, isRunning: false });
  });

  test("needs a recent sign-in if undoing it removes someone", async () => {
    const as = await startTestSession(personas.admin, {
      authenticatedAt: new Date(Date.now() - 16 * 60_000),
    });
    expect((await inRequest({ as }, () => undoRun({ runId }))).serverError).toMatchObject({
      code: "step_up_required",
    });
  });
});

describe("a run of keys", () => {
  beforeEach(() => readLatestUsage());

  const change = (operation: "activate" | "deactivate", as: string = personas.admin) =>
    inRequest({ as }, () => changeKeys({ operation, keyIds, confirmedKeyIds: keyIds }));
  const readStatuses = () => keyIds.map((id) => sandbox.store.keys.get(id)?.key.status);

  test("is undone by the opposite of each row, and that can be undone, too", async () => {
    const runId = await finish(await change("deactivate", personas.lead));
    expect(readStatuses()).toEqual(["inactive", "inactive"]);
    const undone = await finish(await undo(runId, personas.lead));
    expect(readStatuses()).toEqual(["active", "active"]);
    expect(await readRows(undone)).toEqual([
      ["api_key.activate", "succeeded", null],
      ["api_key.activate", "succeeded", null],
    ]);
    await finish(await undo(undone, personas.lead));
    expect(readStatuses()).toEqual(["inactive", "inactive"]);
  });

  test("leaves keys alone that were so before, or that someone changed since", async () => {
    const [first = "", other = ""] = keyIds;
    await inRequest({ as: personas.admin }, () =>
      changeKeys({ operation: "deactivate", keyIds: [first], confirmedKeyIds: [first] }),
    );
    await drain();
    const runId = await finish(await change("deactivate"));
    expect(await plan(runId)).toEqual({ ready: 1, kept: 1, isRunning: false });
    await inRequest({ as: personas.admin }, () =>
      changeKeys({ operation: "activate", keyIds: [other], confirmedKeyIds: [] }),
    );
    await drain();
    expect(await plan(runId)).toEqual({ ready: 0, kept: 2, isRunning: false });
  });

  test("is undone once, however often that is asked for at once", async () => {
    const runId = await finish(await change("deactivate"));
    const answers = await Promise.all(Array.from({ length: 5 }, () => undo(runId)));
    const one = answers.filter(({ serverError }) => serverError === undefined);
    expect(one).toHaveLength(1);
    expect(answers.filter(({ serverError }) => serverError?.code === "conflict")).toHaveLength(4);
    expect((await undoOne("api_key.deactivate", personas.admin)).serverError?.code).toBe("conflict");
    await finish(one[0] ?? {});
    expect(readStatuses()).toEqual(["active", "active"]);
  });

  test("isn't undone where someone stopped a key again, before the undo or while it waited", async () => {
    const [first = ""] = keyIds;
    const stopAgain = async () => {
      for (const operation of ["activate", "deactivate"] as const)
        await finish(
          await inRequest({ as: personas.admin }, () =>
            changeKeys({ operation, keyIds: [first], confirmedKeyIds: [first] }),
          ),
        );
    };
    const runId = await finish(await change("deactivate"));
    const started = await undo(runId);
    const db = await database();
    const hold = (at: string) =>
      db.execute(
        sql`update bulk_runs set starts_at = ${sql.raw(at)} where id = ${started.data?.runId}::uuid`,
      );
    await hold("now() + interval '1 day'");
    await stopAgain();
    expect(await plan(runId)).toEqual({ ready: 1, kept: 1, isRunning: false });
    await hold("now()");
    expect(await readRows(await finish(started))).toEqual([
      ["api_key.activate", "failed", "conflict"],
      ["api_key.activate", "succeeded", null],
    ]);
    expect(readStatuses()).toEqual(["inactive", "active"]);
  });

  test("stops no key that has come into use", async () => {
    await finish(await change("deactivate"));
    const activated = await finish(await change("activate"));
    await addTraffic(keyIds[0] ?? "", 1);
    expect(await plan(activated)).toEqual({ ready: 1, kept: 1, isRunning: false });
  });

  test("waits for a second admin if undoing it stops several", async () => {
    await finish(await change("deactivate"));
    const activated = await finish(await change("activate"));
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    const runId = await finish(await undo(activated));
    const { rows } = await listRuns(permitFor("admin", "bulk:read"), { page: 1 });
    expect(rows.find(({ id }) => id === runId)?.state).toBe("pending");
    expect(readStatuses()).toEqual(["active", "active"]);
  });
});

describe("a run of roles", () => {
  test("gives each person the role back that they had", async () => {
    const members = [
      { memberId: ana, expected: "developer" },
      { memberId: ben, expected: "user" },
    ];
    const started = await inRequest({ as: personas.admin }, () =>
      changeMemberRoles({ role: "claude_code_user", members }),
    );
    const runId = await finish(started);
    await finish(await undo(runId));
    expect([ana, ben].map((id) => sandbox.store.users.get(id)?.role)).toEqual(["developer", "user"]);
    expect(await plan(runId)).toEqual({ ...nothing, kept: 2 });
  });

  test("and of memberships, as copied access is one, is undone as a whole", async () => {
    const copy = {
      userId: ben,
      roles: [{ userId: ben, role: "developer" as const, expected: "user" }],
      changes: [
        { workspaceId: second, userId: ben, role: "workspace_user" as const, expected: null },
        { workspaceId: own, userId: ben, role: null, expected: "workspace_developer" },
      ],
    };
    const runId = await finish(await inRequest({ as: personas.admin }, () => applyAccess(copy)));
    expect(sandbox.store.users.get(ben)?.role).toBe("developer");
    await finish(await undo(runId));
    expect(sandbox.store.users.get(ben)?.role).toBe("user");
    expect(sandbox.store.grants.get(own)?.get(ben)).toBe("workspace_developer");
    expect(sandbox.store.grants.get(second)?.has(ben)).toBe(false);
    const log = await readAuditLog();
    expect(log.filter(({ action }) => action === "bulk.undo")).toHaveLength(1);
  });
});

describe("a run of invites", () => {
  const addresses = ["first", "other"].map((name) => `undo.${name}@northwind.example`);
  const [first = "", other = ""] = addresses;
  const listSent = () =>
    sandbox.store.invites
      .list()
      .filter(({ email, status }) => addresses.includes(email) && status === "pending");
  let runId = "";

  beforeEach(async () => {
    const roles = { role: "user", workspaceRole: "workspace_user" } as const;
    const started = await inRequest({ as: personas.admin }, () =>
      inviteMany({ ...roles, workspaceIds: [own], text: addresses.join("\n") }),
    );
    runId = await finish(started);
  });

  test("is undone by withdrawing those that are pending, with the workspaces chosen for them", async () => {
    expect(listSent()).toHaveLength(2);
    expect(await plan(runId)).toEqual({ ...nothing, ready: 2 });
    const undone = await finish(await undo(runId));
    expect(listSent()).toEqual([]);
    expect((await readRows(undone))?.map(([operation, state]) => [operation, state])).toEqual([
      ["invite.withdraw", "succeeded"],
      ["invite.withdraw", "succeeded"],
    ]);
    expect(await listPendingByAddress(addresses)).toEqual(new Map());
    expect(await plan(runId)).toEqual({ ...nothing, kept: 2 });
    expect(await plan(undone)).toEqual({ ...nothing, kept: 2 });
    const log = await readAuditLog();
    expect(log.filter(({ action }) => action === "invite.withdraw").map(({ outcome }) => outcome)).toEqual([
      "succeeded",
      "succeeded",
    ]);
  });

  test("keeps invites that were accepted or took another one's place since", async () => {
    const idOf = (address: string) => listSent().find(({ email }) => email === address)?.id ?? "";
    sandbox.invites.accept(idOf(first));
    const again = await inRequest({ as: personas.admin }, () => resendInvites({ inviteIds: [idOf(other)] }));
    const resent = await finish(again);
    await syncDirectory();
    expect(await plan(runId)).toEqual({ ...nothing, kept: 2 });
    expect(await plan(resent)).toEqual({ ...nothing, kept: 2 });
    expect(listSent().map(({ email }) => email)).toEqual([other]);
  });
});
