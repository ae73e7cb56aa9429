import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { assignPendingMemberships } from "@/lib/across/sync/accepted-invites";
import { syncDirectory } from "@/lib/across/sync/directory";
import { undoRun } from "@/lib/across/undo/actions";
import { planUndo } from "@/lib/across/undo/read-model";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { findRun } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { createInvite, withdrawInvite } from "@/lib/directory/invites/actions";
import { inviteOperations } from "@/lib/directory/invites/bulk";
import { personas } from "@/lib/sandbox/personas";
import { addInvite } from "@/lib/sandbox/user-records";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { applyAccess } from "./actions";
import type { Change } from "./change-schema";
import { checkBasket } from "./check-read-model";

const email = "planned@northwind.example";
let sandbox: TestSandbox;
let own: string;
let second: string;
let foreign: string;
let inviteId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const idOf = (name: string) => sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  [own, second, foreign] = [idOf("Checkout – prod"), idOf("Checkout – staging"), idOf("Data science")];
  await syncDirectory();
  const workspaces = [
    { id: own, role: "workspace_user" as const },
    { id: foreign, role: "workspace_user" as const },
  ];
  await inRequest({ as: personas.admin }, () => createInvite({ email, role: "user", workspaces }));
  inviteId = sandbox.store.invites.list().find((one) => one.email === email)?.id ?? "";
  sandbox.requests.clear();
});

const toChange = (workspaceId: string, role: Change["role"], expected: string | null): Change => ({
  workspaceId,
  userId: inviteId,
  role,
  expected,
});
const toAll = () => [
  toChange(own, "workspace_developer", "workspace_user"),
  toChange(second, "workspace_user", null),
];
const apply = (changes = toAll(), as: string = personas.lead) =>
  inRequest({ as }, () => applyAccess({ changes }));

async function drain() {
  const runner = new BulkRunner(inviteOperations);
  while ((await runner.step()) !== 5_000);
}

async function finish(changes: Change[], as: string = personas.lead) {
  const { data } = await apply(changes, as);
  await drain();
  const search = { q: "", state: [], page: 1 };
  const found = await findRun(permitFor("admin", "bulk:read"), data?.runId ?? "", search);
  return {
    runId: data?.runId ?? "",
    states: found?.rows.map((row) => row.reason ?? row.errorCode ?? row.state),
  };
}

async function readPlanned() {
  const rows = await (await database()).select().from(invitedMemberships);
  return Object.fromEntries(rows.map(({ workspaceId, role, createdBy }) => [workspaceId, [role, createdBy]]));
}

async function readLog() {
  const log = await readAuditLog();
  return log
    .filter(({ action }) => action === "workspace_member.plan")
    .map(({ targetLabel, outcome, errorCode }) => [targetLabel, outcome, errorCode]);
}

describe("what is planned with an invite", () => {
  test("is staged, changed, and given in the name of whoever planned it last, without a request before", async () => {
    expect((await finish(toAll())).states).toEqual(["succeeded", "succeeded"]);
    expect(listWrites()).toEqual([]);
    expect(await readPlanned()).toEqual({
      [own]: ["workspace_developer", personas.lead],
      [second]: ["workspace_user", personas.lead],
      [foreign]: ["workspace_user", personas.admin],
    });
    expect((await readLog()).toSorted()).toEqual([
      [`${email} – Checkout – prod`, "succeeded", null],
      [`${email} – Checkout – staging`, "succeeded", null],
    ]);
    sandbox.invites.accept(inviteId);
    await syncDirectory();
    await assignPendingMemberships();
    const userId = sandbox.store.users.list().find((one) => one.email === email)?.id ?? "";
    expect([own, second, foreign].map((id) => sandbox.store.grants.get(id)?.get(userId))).toEqual([
      "workspace_developer",
      "workspace_user",
      "workspace_user",
    ]);
  });

  test("is discarded, and undone as a whole, also by a lead who no longer sees the invite", async () => {
    const { runId } = await finish([toChange(own, null, "workspace_user")]);
    expect(Object.keys(await readPlanned())).toEqual([foreign]);
    const lead = permitFor(
      newActor("lead", { email: personas.lead, workspaceIds: [own, second] }),
      "bulk:read",
    );
    expect(await planUndo(lead, { runId })).toEqual({ ready: 1, kept: 0, isRunning: false });
    await inRequest({ as: personas.lead }, () => undoRun({ runId }));
    await drain();
    expect(await readPlanned()).toMatchObject({ [own]: ["workspace_user", personas.lead] });
  });

  test("is kept as it is where it changed, the invite is gone, or the database doesn't store it", async () => {
    const stale = await finish([toChange(own, null, "workspace_developer")]);
    expect(stale.states).toBeUndefined();
    const started = await apply([toChange(own, null, "workspace_user")]);
    expect(started.serverError).toBeUndefined();
    const db = await database();
    await db.update(invitedMemberships).set({ role: "workspace_admin" });
    await drain();
    expect(await readLog()).toEqual([[`${email} – Checkout – prod`, "failed", "conflict"]]);
    await apply([toChange(own, null, "workspace_admin")]);
    await withBrokenTable("invited_memberships", "delete", drain);
    expect(await readPlanned()).toMatchObject({ [own]: ["workspace_admin", personas.admin] });
    await apply([toChange(own, null, "workspace_admin")]);
    await inRequest({ as: personas.admin }, () => withdrawInvite({ inviteId }));
    await drain();
    expect((await readLog()).map(([, outcome]) => outcome)).toEqual(["failed", "failed", "failed"]);
  });

  test("is written once if the server is killed in the middle", async () => {
    await apply([toChange(own, "workspace_developer", "workspace_user")]);
    const db = await database();
    // It was written, and nobody wrote down that it was.
    await db.update(invitedMemberships).set({ role: "workspace_developer" });
    await db.execute(sql`update bulk_rows set state = 'running', worker = gen_random_uuid(),
      started_at = now() - interval '1 minute'`);
    await drain();
    expect(await readLog()).toEqual([[`${email} – Checkout – prod`, "succeeded", null]]);
    expect(await readPlanned()).toMatchObject({ [own]: ["workspace_developer", personas.admin] });
  });

  test("is forbidden to those who change no access, and to leads of other workspaces", async () => {
    for (const as of [personas.finance, personas.member])
      expect((await apply(toAll(), as)).serverError).toMatchObject({ code: "forbidden" });
    expect((await apply([toChange(foreign, null, "workspace_user")])).serverError).toMatchObject({
      code: "conflict",
    });
    expect(await readPlanned()).toMatchObject({ [foreign]: ["workspace_user", personas.admin] });
  });
});

describe("the check of a basket", () => {
  const states = async (changes: Change[], workspaceIds: string[] | null = null) =>
    (
      await checkBasket(
        permitFor(newActor(workspaceIds ? "lead" : "admin", { workspaceIds }), "memberships:write"),
        { changes },
      )
    ).map(({ state, call, present }) => [state, call, present]);

  test("knows what is planned with an invite", async () => {
    expect(
      await states([
        toChange(own, "workspace_developer", "workspace_user"),
        toChange(own, "workspace_user", "workspace_user"),
        toChange(own, null, "workspace_admin"),
        toChange(second, "workspace_billing", null),
      ]),
    ).toEqual([
      ["ready", "plan", "workspace_user"],
      ["same", "plan", "workspace_user"],
      ["changed", "plan", "workspace_user"],
      ["unassignable", "plan", null],
    ]);
    const billing = addInvite(sandbox.store, "billing@northwind.example", "billing").id;
    await syncDirectory();
    expect(
      await states([{ ...toChange(own, "workspace_admin", "workspace_billing"), userId: billing }]),
    ).toEqual([["inherited", "plan", "workspace_billing"]]);
  });

  test("says nothing of invites into other workspaces to a lead", async () => {
    expect(await states([toChange(own, null, "workspace_user")], [own])).toEqual([
      ["ready", "plan", "workspace_user"],
    ]);
    expect(await states([toChange(second, "workspace_user", null)], [second])).toEqual([
      ["absent", "add", null],
    ]);
    expect(await states([toChange(foreign, null, "workspace_user")], [own])).toEqual([
      ["no_right", "plan", null],
    ]);
  });
});
