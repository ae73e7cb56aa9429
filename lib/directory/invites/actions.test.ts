import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { changes, invites } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { recentChanges } from "@/lib/core/db/request-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { describeAction } from "@/lib/core/entry/test-action";
import type { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import type { AssignableRole, AssignableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import { personas } from "@/lib/sandbox/personas";
import { addInvite } from "@/lib/sandbox/user-records";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { createInvite, reissueInvite, withdrawInvite } from "./actions";

const invited = "waiting@northwind.example";
const email = "newcomer@northwind.example";
let sandbox: TestSandbox;
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

function listSent(address: string) {
  const isOpen = ({ email, status }: { email: string; status: string }) =>
    email === address && status === "pending";
  return sandbox.store.invites.list().filter(isOpen);
}

const countCreates = () => sandbox.requests.get("POST /v1/organizations/invites");

async function expectNoOutsideChange() {
  await syncDirectory();
  expect(await (await database()).select().from(changes)).toEqual([]);
}

const lose = (kind: "lost_after" | "lost_before", method: string, path = "/invites") =>
  sandbox.faults.add({ kind, method, path, times: 1 });
const refuseCreation = (error_code: string) =>
  sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", path: "/invites" });
const others = { finance: personas.finance, "a lead": personas.lead, "a member": personas.member };

describeAction("createInvite", {
  run: (as) => create({}, as),
  changed: async () => {
    expect(countCreates()).toBe(1);
    expect(listSent(email)).toMatchObject([{ role: "developer" }]);
    expect(await readMirror(email)).toEqual([{ role: "developer", status: "pending" }]);
    await expectNoOutsideChange();
  },
  unchanged: async () => expect(await readMirror(email)).toEqual([]),
  allowed: {
    by: { "an admin": personas.admin },
    audit: {
      targetId: email,
      targetLabel: email,
      before: null,
      after: { email, role: "developer", status: "pending" },
    },
  },
  forbidden: { by: others },
  refusedByApi: {
    given: () => refuseCreation("org_member_limit_exceeded"),
    failure: { code: "refused", reason: "org_member_limit_exceeded" },
  },
  lost: {
    answer: { given: () => lose("lost_after", "POST"), audit: { after: { role: "developer" } } },
    request: {
      given: () => lose("lost_before", "POST"),
      leaves: async () => {
        expect(countCreates()).toBe(1);
        expect(await readMirror(email)).toEqual([]);
      },
    },
    both: { given: () => sandbox.faults.add({ kind: "lost_before", path: "/invites" }) },
  },
});

describe("createInvite", () => {
  test("refuses to invite a member, gives the reason, and sends nothing", async () => {
    const { serverError } = await create({ email: personas.lead.toUpperCase() });
    expect(serverError).toMatchObject({ code: "refused", reason: "already_member" });
    expect(listWrites()).toEqual([]);
    expect(await readAuditLog()).toMatchObject([{ outcome: "failed", errorCode: "refused" }]);
  });

  test("refuses to invite somebody twice, gives the reason, and sends nothing", async () => {
    const { serverError } = await create({ email: invited });
    expect(serverError).toMatchObject({ code: "refused", reason: "invite_already_exists" });
    expect(listWrites()).toEqual([]);
  });

  const reasons = [
    "already_member",
    "invite_already_exists",
    "cannot_invite_emails_with_unverified_domains",
    "email_domain_not_allowed",
  ] as const satisfies (typeof refusalReasons)[number][];
  test.each(reasons)("shows the reason when the API refuses with %s, and audits it", async (error_code) => {
    refuseCreation(error_code);
    const requestId = expect.stringMatching(/^req_/);
    expect((await create()).serverError).toMatchObject({ code: "refused", reason: error_code, requestId });
    expect(await readMirror(email)).toEqual([]);
    expect(await readAuditLog()).toMatchObject([{ outcome: "failed", errorCode: "refused", requestId }]);
  });

  test("invites no admin, and sends nothing to what is no address", async () => {
    // @ts-expect-error: the role cannot be given, which the server has to see for itself
    const { validationErrors } = await create({ role: "admin", email: "nobody" });
    expect(validationErrors).toMatchObject({
      code: "invalid",
      fields: { role: expect.any(Array), email: expect.any(Array) },
    });
    expect(listWrites()).toEqual([]);
  });
});

describeAction("withdrawInvite", {
  run: (as) => withdraw(as),
  changed: async () => {
    expect(listSent(invited)).toEqual([]);
    expect(await readMirror(invited)).toEqual([]);
    await expectNoOutsideChange();
  },
  unchanged: async () => expect(await readMirror(invited)).toEqual([{ role: "user", status: "pending" }]),
  allowed: {
    by: { "an admin": personas.admin },
    audit: () => ({
      targetId: inviteId,
      targetLabel: invited,
      before: { role: "user", status: "pending" },
      after: null,
    }),
  },
  forbidden: { by: { "a lead": personas.lead } },
  refusedByApi: { given: () => sandbox.invites.accept(inviteId), failure: { code: "refused" } },
  lost: {
    answer: { given: () => lose("lost_after", "DELETE", inviteId) },
    request: { given: () => lose("lost_before", "DELETE", inviteId) },
  },
});

test("withdrawInvite refuses an accepted invite, gives the reason, and sends nothing", async () => {
  sandbox.invites.accept(inviteId);
  await syncDirectory();
  const { serverError } = await withdraw();
  expect(serverError).toMatchObject({ code: "refused", reason: "invite_not_pending" });
  expect(listWrites()).toEqual([]);
});

describeAction("reissueInvite", {
  run: (as) => reissue({}, as),
  alsoAudited: ["invite.withdraw"],
  changed: async () => {
    expect(countCreates()).toBe(1);
    expect(listSent(invited)).toMatchObject([{ role: "billing" }]);
    expect(await readMirror(invited)).toEqual([{ role: "billing", status: "pending" }]);
    const audit = await readAuditLog();
    expect(audit.map(({ action, targetId, outcome }) => [action, targetId, outcome])).toEqual([
      ["invite.withdraw", inviteId, "succeeded"],
      ["invite.create", invited, "succeeded"],
    ]);
  },
  unchanged: async () => {
    expect(countCreates()).toBeUndefined();
    expect(await readMirror(invited)).toEqual([{ role: "user", status: "pending" }]);
  },
  allowed: { by: { "an admin": personas.admin }, audit: { targetId: invited } },
  forbidden: { by: { finance: personas.finance } },
  refusedByApi: {
    given: () => sandbox.invites.accept(inviteId),
    failure: { code: "refused" },
    leaves: async () => {
      expect(countCreates()).toBeUndefined();
      expect(await readAuditLog()).toMatchObject([
        { action: "invite.withdraw", outcome: "failed", errorCode: "refused" },
        { action: "invite.create", outcome: "failed", errorCode: "refused" },
      ]);
    },
  },
  lost: {
    answer: {
      given: () => {
        lose("lost_after", "DELETE", inviteId);
        lose("lost_after", "POST");
      },
    },
  },
});

describe("reissueInvite", () => {
  test("reports a conflict for another address, and sends nothing", async () => {
    expect((await reissue({ email })).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
  });

  test("withdraws nothing if a workspace of the new one is archived", async () => {
    const workspaces = [{ id: "wrkspc_none", role: "workspace_user" as const }];
    expect((await reissue({ workspaces })).serverError).toMatchObject({ reason: "archived_workspace" });
    expect(listWrites()).toEqual([]);
  });

  test("counts as a change of the hour even if only the withdrawal is done", async () => {
    refuseCreation("org_member_limit_exceeded");
    await reissue();
    expect(await (await database()).$count(recentChanges)).toBe(1);
  });

  test("withdraws the old invite even if the API refuses the new one, and audits both", async () => {
    const error_code = "org_member_limit_exceeded";
    refuseCreation(error_code);
    expect((await reissue()).serverError).toMatchObject({ code: "refused", reason: error_code });
    expect(await readMirror(invited)).toEqual([]);
    expect(await readAuditLog()).toMatchObject([
      { action: "invite.withdraw", outcome: "succeeded" },
      { action: "invite.create", outcome: "failed" },
    ]);
  });
});

describe("the workspaces selected for an invited person", () => {
  const role = "workspace_user";
  const findWorkspace = (name: string) =>
    sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  const listStored = async (address: string) => {
    const db = await database();
    const isTheirs = eq(invitedMemberships.email, address.toLowerCase());
    const rows = await db.select().from(invitedMemberships).where(isTheirs);
    return rows.map(({ workspaceId, createdBy }) => ({ id: workspaceId, createdBy }));
  };

  test("are stored with the invite, even if its answer is lost", async () => {
    const id = findWorkspace("Internal tools");
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/invites", times: 1 });
    await create({ email: "New@northwind.example", workspaces: [{ id, role }] });
    expect(await listStored("new@northwind.example")).toEqual([{ id, createdBy: personas.admin }]);
  });

  test("are not stored when the API refuses the invite or one of them is archived", async () => {
    const [id, archived] = [findWorkspace("Internal tools"), findWorkspace("Legacy chatbot")];
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: "/invites", times: 1 });
    await create({ workspaces: [{ id, role }] });
    const { serverError } = await create({ workspaces: [{ id: archived, role }] });
    expect(serverError).toMatchObject({ code: "refused", reason: "archived_workspace" });
    expect(await listStored(email)).toEqual([]);
    expect(listSent(email)).toEqual([]);
  });

  test("are removed by a withdrawal, kept by one that fails, and replaced by a new invite", async () => {
    const [one, other] = [findWorkspace("Internal tools"), findWorkspace("Data science")];
    await reissue({ workspaces: [{ id: one, role }] });
    const fresh = listSent(invited)[0]?.id ?? "";
    sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: fresh, times: 1 });
    await withdraw(personas.admin, fresh);
    expect(await listStored(invited)).toMatchObject([{ id: one }]);
    await reissue({ inviteId: fresh, workspaces: [{ id: other, role }] });
    expect(await listStored(invited)).toMatchObject([{ id: other }]);
    await withdraw(personas.admin, listSent(invited)[0]?.id ?? "");
    expect(await listStored(invited)).toEqual([]);
  });

  test("are kept when the old invite is withdrawn and the new one is refused", async () => {
    const id = findWorkspace("Internal tools");
    await reissue({ workspaces: [{ id, role }] });
    const fresh = listSent(invited)[0]?.id ?? "";
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: "/invites", times: 1 });
    await reissue({ inviteId: fresh, workspaces: [] });
    expect(await listStored(invited)).toMatchObject([{ id }]);
  });
});
