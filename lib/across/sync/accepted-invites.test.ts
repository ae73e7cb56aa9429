import { and, eq, like } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { changes, members } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { createInvite } from "@/lib/directory/invites/actions";
import { listInvites } from "@/lib/directory/invites/list-read-model";
import { listPendingMemberships } from "@/lib/directory/invites/pending-memberships-store";
import { loadInviteSearch } from "@/lib/directory/invites/search-params";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { syncDirectory } from "./directory";

const email = "Fresh.Face@northwind.example";
let sandbox: TestSandbox;
let workspaceId: string;
let inviteId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  await syncDirectory();
  workspaceId = sandbox.store.workspaces.list().find(({ name }) => name === "Internal tools")?.id ?? "";
  const workspaces = [{ id: workspaceId, role: "workspace_developer" as const }];
  const given = { email, role: "developer" as const, workspaces };
  await inRequest({ as: personas.admin }, () => createInvite(given));
  inviteId = sandbox.store.invites.list().find((one) => one.email === email)?.id ?? "";
});

const accept = () => sandbox.invites.accept(inviteId)?.id ?? "";

function readRole(userId: string) {
  return sandbox.store.grants.get(workspaceId)?.get(userId);
}

async function readPending() {
  const page = await listInvites(permitFor("admin", "invites:read"), loadInviteSearch({ q: email }));
  return page.rows.map(({ workspaces }) => workspaces.map(({ id, state, error }) => ({ id, state, error })));
}

async function readAudit() {
  const items = await readAuditLog();
  return items.filter(({ action }) => action === "workspace_member.add");
}

test("a membership is added once, after the invite is accepted, in the inviter's name", async () => {
  await syncDirectory();
  expect(await readPending()).toEqual([[{ id: workspaceId, state: "waiting", error: null }]]);
  const userId = accept();
  await syncDirectory();
  expect(readRole(userId)).toBe("workspace_developer");
  expect(await readPending()).toEqual([[{ id: workspaceId, state: "given", error: null }]]);
  const audit = [
    {
      actorEmail: personas.admin,
      targetId: `${workspaceId}/${userId}`,
      outcome: "succeeded",
      after: { role: "workspace_developer" },
    },
  ];
  expect(await readAudit()).toMatchObject(audit);
  await syncDirectory();
  expect(await readAudit()).toMatchObject(audit);
  const db = await database();
  const isSeen = and(eq(changes.noun, "workspace_member"), like(changes.targetId, `%/${userId}`));
  expect(await db.select().from(changes).where(isSeen)).toEqual([]);
});

test("the audit entry of an added membership names the inviter's session", async () => {
  const session = { id: "s1", method: "sandbox", address: "192.0.2.7", authenticatedAt: new Date(0) };
  const db = await database();
  await db.update(invitedMemberships).set({ sessionId: session.id, ...session });
  accept();
  await syncDirectory();
  expect(await readAudit()).toMatchObject([
    { actorMethod: "sandbox", actorSession: "s1", actorAddress: "192.0.2.7", outcome: "succeeded" },
  ]);
});

test.each([
  ["sign-in method is no longer accepted", { method: "okta" }],
  ["provider is another one by now", { providerAddress: "https://earlier.example" }],
])("nothing is given once the inviter's %s", async (_, change) => {
  const userId = accept();
  await (await database()).update(invitedMemberships).set(change);
  await syncDirectory();
  expect(readRole(userId)).toBeUndefined();
  expect(await readPending()).toEqual([
    [{ id: workspaceId, state: "failed", error: "sign_in_not_accepted" }],
  ]);
});

test("a lost answer is looked up, and the next sync retries when the API was down", async () => {
  const userId = accept();
  sandbox.faults.add({ kind: "lost_before", method: "POST", path: "/members", times: 1 });
  await syncDirectory();
  expect(await readPending()).toEqual([[{ id: workspaceId, state: "retrying", error: "api_unreachable" }]]);
  sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/members", times: 1 });
  await syncDirectory();
  expect(readRole(userId)).toBe("workspace_developer");
  expect(await readPending()).toEqual([[{ id: workspaceId, state: "given", error: null }]]);
  expect(sandbox.requests.get(`POST /v1/organizations/workspaces/${workspaceId}/members`)).toBe(2);
});

test("tries end after six failures of the API, or immediately after a refusal", async () => {
  accept();
  sandbox.faults.add({ kind: "error", status: 500, method: "POST", path: "/members" });
  for (let turn = 0; turn < 7; turn++) await syncDirectory();
  expect(await readPending()).toMatchObject([[{ state: "failed", error: "api_failed" }]]);
  expect(await readAudit()).toHaveLength(6);
});

test("a membership that the API refuses is reported and not requested again", async () => {
  accept();
  const error_code = "workspace_member_limit_exceeded";
  sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", path: "/members" });
  await syncDirectory();
  await syncDirectory();
  expect(await readPending()).toEqual([[{ id: workspaceId, state: "failed", error: error_code }]]);
  const listFor = (workspaceIds: string[] | null) => {
    const actor = newActor(workspaceIds ? "lead" : "admin", { workspaceIds });
    return listPendingMemberships(permitFor(actor, "members:read"), { email });
  };
  expect(await listFor(null)).toMatchObject([{ id: workspaceId, error: error_code }]);
  expect(await listFor([workspaceId])).toHaveLength(1);
  expect(await listFor(["another"])).toEqual([]);
  expect(await readAudit()).toMatchObject([{ outcome: "failed", errorCode: "refused" }]);
});

test("nothing is added in the name of someone who may no longer give access", async () => {
  const userId = accept();
  const admin = sandbox.store.users.list().find((user) => user.email === personas.admin);
  if (admin) sandbox.store.users.put({ ...admin, role: "user" });
  await syncDirectory();
  expect(readRole(userId)).toBeUndefined();
  expect(await readPending()).toEqual([[{ id: workspaceId, state: "failed", error: "forbidden" }]]);
});

test("someone who was added by hand in the meantime has no pending membership", async () => {
  const userId = accept();
  const role = "workspace_admin";
  sandbox.store.grants.set(workspaceId, new Map([[userId, role]]));
  await syncDirectory();
  expect(readRole(userId)).toBe(role);
  expect(await readPending()).toEqual([[{ id: workspaceId, state: "given", error: null }]]);
  expect(await readAudit()).toEqual([]);
});

test("an invite that was withdrawn outside adds nothing, even to a later member with that address", async () => {
  const invite = sandbox.store.invites.get(inviteId);
  if (invite) sandbox.store.invites.put({ ...invite, status: "deleted" });
  const user = sandbox.users.add({ email });
  await syncDirectory();
  expect(await (await database()).select().from(members).where(eq(members.id, user.id))).toHaveLength(1);
  expect(readRole(user.id)).toBeUndefined();
  expect(await readAudit()).toEqual([]);
});
