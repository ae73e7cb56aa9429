import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAuditLog } from "@/lib/audit/test-log";
import { inRequest } from "@/lib/auth/test-request";
import { database } from "@/lib/db/client";
import { changes, invites } from "@/lib/db/directory-tables";
import { invitedMemberships } from "@/lib/db/own-tables";
import { resetDatabase } from "@/lib/db/test-database";
import type { AssignableRole, AssignableWorkspaceRole } from "@/lib/directory/vocabulary";
import type { refusalReasons } from "@/lib/errors";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { addInvite } from "@/lib/sandbox/store";
import { syncDirectory } from "@/lib/sync/directory";
import { listWrites, resetSandbox } from "@/lib/sync/test-sandbox";
import { createInvite, reissueInvite, withdrawInvite } from "./actions";

const invited = "waiting@northwind.example";
const email = "newcomer@northwind.example";
let sandbox: Sandbox;
let inviteId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  inviteId = addInvite(sandbox.store, invited, "user").id;
  await syncDirectory();
  sandbox.requests.clear();
});

type Given = {
  email?: string;
  role?: AssignableRole;
  inviteId?: string;
  workspaces?: { id: string; role: AssignableWorkspaceRole }[];
};
const create = (given: Given = {}, as: string = personas.admin) =>
  inRequest({ as }, () => createInvite({ email, role: "developer", ...given }));
const withdraw = (as: string = personas.admin, id = inviteId) =>
  inRequest({ as }, () => withdrawInvite({ inviteId: id }));
const reissue = (given: Given = {}, as: string = personas.admin) =>
  inRequest({ as }, () => reissueInvite({ inviteId, email: invited, role: "billing", ...given }));

async function readMirror(address: string) {
  const db = await database();
  return db
    .select({ role: invites.role, status: invites.status })
    .from(invites)
    .where(and(eq(invites.email, address), isNull(invites.goneAt)));
}

async function readAudit() {
  const items = await readAuditLog();
  return items;
}

function listSent(address: string) {
  const isOpen = ({ email, status }: { email: string; status: string }) =>
    email === address && status === "pending";
  return sandbox.store.invites.list().filter(isOpen);
}

const countCreates = () => sandbox.requests.get("POST /v1/organizations/invites");

describe("creating an invite", () => {
  test("allowed: changes the API, the mirror and the log, and is no outside change", async () => {
    expect((await create()).serverError).toBeUndefined();
    expect(listSent(email)).toMatchObject([{ role: "developer" }]);
    expect(await readMirror(email)).toEqual([{ role: "developer", status: "pending" }]);
    expect(await readAudit()).toMatchObject([
      {
        action: "invite.create",
        targetId: email,
        targetLabel: email,
        actorEmail: personas.admin,
        outcome: "succeeded",
        before: null,
        after: { email, role: "developer", status: "pending" },
      },
    ]);
    await syncDirectory();
    expect(await (await database()).select().from(changes)).toEqual([]);
  });

  test.each([personas.finance, personas.lead, personas.member])(
    "forbidden to %s: sends nothing",
    async (as) => {
      expect((await create({}, as)).serverError).toMatchObject({ code: "forbidden" });
      expect(listWrites()).toEqual([]);
      expect(await readMirror(email)).toEqual([]);
      expect(await readAudit()).toMatchObject([
        { actorEmail: as, outcome: "failed", errorCode: "forbidden" },
      ]);
    },
  );

  test("for a member: refused by us with the reason, nothing is sent", async () => {
    const { serverError } = await create({ email: personas.lead.toUpperCase() });
    expect(serverError).toMatchObject({ code: "refused", reason: "already_member" });
    expect(listWrites()).toEqual([]);
    expect(await readAudit()).toMatchObject([{ outcome: "failed", errorCode: "refused" }]);
  });

  test("for someone already invited: refused by us with the reason, nothing is sent", async () => {
    const { serverError } = await create({ email: invited });
    expect(serverError).toMatchObject({ code: "refused", reason: "invite_already_exists" });
    expect(listWrites()).toEqual([]);
  });

  const reasons = [
    "already_member",
    "invite_already_exists",
    "cannot_invite_emails_with_unverified_domains",
    "email_domain_not_allowed",
    "org_member_limit_exceeded",
  ] as const satisfies (typeof refusalReasons)[number][];
  test.each(reasons)(
    "refused by the API with %s: the reason is shown, the mirror stays",
    async (error_code) => {
      sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", path: "/invites" });
      expect((await create()).serverError).toMatchObject({
        code: "refused",
        reason: error_code,
        requestId: expect.stringMatching(/^req_/),
      });
      expect(await readMirror(email)).toEqual([]);
      expect(await readAudit()).toMatchObject([
        { outcome: "failed", errorCode: "refused", requestId: expect.stringMatching(/^req_/) },
      ]);
    },
  );

  test("answer lost after the change: found by its address, and sent once", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/invites", times: 1 });
    expect((await create()).serverError).toBeUndefined();
    expect(countCreates()).toBe(1);
    expect(listSent(email)).toHaveLength(1);
    expect(await readMirror(email)).toEqual([{ role: "developer", status: "pending" }]);
    expect(await readAudit()).toMatchObject([{ outcome: "succeeded", after: { role: "developer" } }]);
  });

  test("lost before the change: found to have failed, and sent once", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: "/invites", times: 1 });
    expect((await create()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(countCreates()).toBe(1);
    expect(await readMirror(email)).toEqual([]);
    expect(await readAudit()).toMatchObject([{ outcome: "failed" }]);
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: "/invites" });
    expect((await create()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror(email)).toEqual([]);
    expect(await readAudit()).toMatchObject([{ outcome: "unknown", errorCode: "outcome_unknown" }]);
  });

  test("never an admin, and never to what is no address", async () => {
    // @ts-expect-error: the role cannot be given, which the server has to see for itself
    const { validationErrors } = await create({ role: "admin", email: "nobody" });
    expect(validationErrors).toMatchObject({
      code: "invalid",
      fields: { role: expect.any(Array), email: expect.any(Array) },
    });
    expect(listWrites()).toEqual([]);
  });
});

describe("withdrawing an invite", () => {
  test("allowed: it is gone from the API and the mirror, and is no outside change", async () => {
    expect((await withdraw()).serverError).toBeUndefined();
    expect(listSent(invited)).toEqual([]);
    expect(await readMirror(invited)).toEqual([]);
    expect(await readAudit()).toMatchObject([
      {
        action: "invite.withdraw",
        targetId: inviteId,
        targetLabel: invited,
        outcome: "succeeded",
        before: { role: "user", status: "pending" },
        after: null,
      },
    ]);
    await syncDirectory();
    expect(await (await database()).select().from(changes)).toEqual([]);
  });

  test("forbidden: sends nothing", async () => {
    expect((await withdraw(personas.lead)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror(invited)).toHaveLength(1);
    expect(await readAudit()).toMatchObject([{ outcome: "failed", errorCode: "forbidden" }]);
  });

  test("of one that was accepted: refused by us with the reason, nothing is sent", async () => {
    sandbox.invites.accept(inviteId);
    await syncDirectory();
    const { serverError } = await withdraw();
    expect(serverError).toMatchObject({ code: "refused", reason: "invite_not_pending" });
    expect(listWrites()).toEqual([]);
  });

  test("refused by the API, as accepted a moment ago: the mirror stays", async () => {
    sandbox.invites.accept(inviteId);
    expect((await withdraw()).serverError).toMatchObject({ code: "refused" });
    expect(await readMirror(invited)).toEqual([{ role: "user", status: "pending" }]);
    expect(await readAudit()).toMatchObject([
      { outcome: "failed", errorCode: "refused", requestId: expect.stringMatching(/^req_/) },
    ]);
  });

  test("answer lost after the withdrawal: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: inviteId, times: 1 });
    expect((await withdraw()).serverError).toBeUndefined();
    expect(await readMirror(invited)).toEqual([]);
    expect(await readAudit()).toMatchObject([{ outcome: "succeeded" }]);
  });

  test("lost before the withdrawal: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: inviteId, times: 1 });
    expect((await withdraw()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readMirror(invited)).toHaveLength(1);
    expect(await readAudit()).toMatchObject([{ outcome: "failed" }]);
  });
});

describe("inviting again", () => {
  test("allowed: withdraws and creates, and the log says both", async () => {
    expect((await reissue()).serverError).toBeUndefined();
    expect(listSent(invited)).toMatchObject([{ role: "billing" }]);
    expect(await readMirror(invited)).toEqual([{ role: "billing", status: "pending" }]);
    const audit = await readAudit();
    expect(audit.map(({ action, targetId, outcome }) => [action, targetId, outcome])).toEqual([
      ["invite.withdraw", inviteId, "succeeded"],
      ["invite.create", invited, "succeeded"],
    ]);
  });

  test("forbidden: neither is sent", async () => {
    expect((await reissue({}, personas.finance)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readAudit()).toMatchObject([{ action: "invite.create", outcome: "failed" }]);
  });

  test("under another address: a conflict, nothing is sent", async () => {
    expect((await reissue({ email })).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
  });

  test("the withdrawal refused by the API: nothing is created", async () => {
    sandbox.invites.accept(inviteId);
    expect((await reissue()).serverError).toMatchObject({ code: "refused" });
    expect(countCreates()).toBeUndefined();
    expect(await readAudit()).toMatchObject([
      { action: "invite.withdraw", outcome: "failed", errorCode: "refused" },
      { action: "invite.create", outcome: "failed", errorCode: "refused" },
    ]);
  });

  test("the new one refused by the API: the old one is gone, and both are audited", async () => {
    const error_code = "org_member_limit_exceeded";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", path: "/invites" });
    expect((await reissue()).serverError).toMatchObject({ code: "refused", reason: error_code });
    expect(await readMirror(invited)).toEqual([]);
    expect(await readAudit()).toMatchObject([
      { action: "invite.withdraw", outcome: "succeeded" },
      { action: "invite.create", outcome: "failed" },
    ]);
  });

  test("both answers lost: found to be done, and each sent once", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: inviteId, times: 1 });
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/invites", times: 1 });
    expect((await reissue()).serverError).toBeUndefined();
    expect(countCreates()).toBe(1);
    expect(listSent(invited)).toMatchObject([{ role: "billing" }]);
    expect(await readMirror(invited)).toEqual([{ role: "billing", status: "pending" }]);
  });
});

describe("workspaces chosen for an invited person", () => {
  const role = "workspace_user";
  const findWorkspace = (name: string) =>
    sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  const listRemembered = async (address: string) => {
    const db = await database();
    const isTheirs = eq(invitedMemberships.email, address.toLowerCase());
    const rows = await db.select().from(invitedMemberships).where(isTheirs);
    return rows.map(({ workspaceId, createdBy }) => ({ id: workspaceId, createdBy }));
  };

  test("are remembered with the invite, also where its answer was lost", async () => {
    const id = findWorkspace("Internal tools");
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/invites", times: 1 });
    await create({ email: "New@northwind.example", workspaces: [{ id, role }] });
    expect(await listRemembered("new@northwind.example")).toEqual([{ id, createdBy: personas.admin }]);
  });

  test("are not where the API refuses the invite, or one of them is archived", async () => {
    const [id, archived] = [findWorkspace("Internal tools"), findWorkspace("Legacy chatbot")];
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: "/invites", times: 1 });
    await create({ workspaces: [{ id, role }] });
    const { serverError } = await create({ workspaces: [{ id: archived, role }] });
    expect(serverError).toMatchObject({ code: "refused", reason: "archived_workspace" });
    expect(await listRemembered(email)).toEqual([]);
    expect(listSent(email)).toEqual([]);
  });

  test("go with a withdrawal, stay with a withdrawal that failed, and change with a new invite", async () => {
    const [one, other] = [findWorkspace("Internal tools"), findWorkspace("Data science")];
    await reissue({ workspaces: [{ id: one, role }] });
    const fresh = listSent(invited)[0]?.id ?? "";
    sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: fresh, times: 1 });
    await withdraw(personas.admin, fresh);
    expect(await listRemembered(invited)).toMatchObject([{ id: one }]);
    await reissue({ inviteId: fresh, workspaces: [{ id: other, role }] });
    expect(await listRemembered(invited)).toMatchObject([{ id: other }]);
    await withdraw(personas.admin, listSent(invited)[0]?.id ?? "");
    expect(await listRemembered(invited)).toEqual([]);
  });

  test("stay where the old invite was withdrawn and the new one refused", async () => {
    const id = findWorkspace("Internal tools");
    await reissue({ workspaces: [{ id, role }] });
    const fresh = listSent(invited)[0]?.id ?? "";
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: "/invites", times: 1 });
    await reissue({ inviteId: fresh, workspaces: [] });
    expect(await listRemembered(invited)).toMatchObject([{ id }]);
  });
});
