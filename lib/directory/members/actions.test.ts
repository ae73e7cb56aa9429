import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { listJobStates } from "@/lib/across/sync/state";
import { readAuditLog, readOnlyAudit } from "@/lib/core/audit/test-log";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { changes, members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { syncState } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { describeAction } from "@/lib/core/entry/test-action";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { changeMemberRole } from "./actions";

const email = "target@northwind.example";
let sandbox: TestSandbox;
let memberId: string;
let _keyId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  memberId = sandbox.users.add({ email, name: "Target", role: "developer" }).id;
  _keyId = sandbox.keys.add({
    created_by: { id: memberId, type: "user" },
    principal: { type: "user_actor", user_id: memberId },
  }).id;
  const staffed = sandbox.store.workspaces.list().find(({ name }) => name !== "Default");
  sandbox.store.grants.get(staffed?.id ?? "")?.set(memberId, "workspace_user");
  await syncDirectory();
  sandbox.requests.clear();
});

const change = (role: "user" | "developer" | "billing", as: string = personas.admin, id = memberId) =>
  inRequest({ as }, () => changeMemberRole({ memberId: id, role, expected: "developer" }));

async function readMirror(id = memberId) {
  const db = await database();
  const [row] = await db
    .select({ role: members.role, goneAt: members.goneAt })
    .from(members)
    .where(eq(members.id, id));
  return row && { role: row.role, isGone: row.goneAt !== null };
}

const path = () => `/users/${memberId}`;

const lose = (kind: "lost_after" | "lost_before", method: string) =>
  sandbox.faults.add({ kind, method, path: path(), times: 1 });
function loseAllButOneRead() {
  sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path: path(), times: 1 });
  sandbox.faults.add({ kind: "lost_before", path: path() });
}

async function expectNoOutsideChange() {
  await syncDirectory();
  expect(await (await database()).select().from(changes)).toEqual([]);
}

describeAction("changeMemberRole", {
  run: (as) => change("user", as),
  changed: async () => {
    expect(sandbox.store.users.get(memberId)?.role).toBe("user");
    expect(await readMirror()).toEqual({ role: "user", isGone: false });
    await expectNoOutsideChange();
  },
  unchanged: async () => expect(await readMirror()).toEqual({ role: "developer", isGone: false }),
  allowed: {
    by: { "an admin": personas.admin },
    audit: () => ({
      targetId: memberId,
      targetLabel: email,
      before: { role: "developer" },
      after: { role: "user" },
    }),
  },
  forbidden: {
    by: { finance: personas.finance, "a lead": personas.lead, "a member": personas.member },
  },
  refusedByApi: {
    given: () => sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: path(), times: 1 }),
    failure: { code: "refused", requestId: expect.stringMatching(/^req_/) },
  },
  lost: {
    answer: { given: () => lose("lost_after", "POST"), audit: { after: { role: "user" } } },
    request: {
      given: () => lose("lost_before", "POST"),
      leaves: async () => {
        expect(sandbox.requests.get(`POST /v1/organizations${path()}`)).toBe(1);
        expect(await readMirror()).toEqual({ role: "developer", isGone: false });
      },
    },
    both: { given: loseAllButOneRead },
  },
});

describe("changeMemberRole", () => {
  test("gives access to every workspace with the new role, which is no outside change", async () => {
    expect((await change("billing")).serverError).toBeUndefined();
    await syncDirectory();
    const db = await database();
    const places = await db.select().from(workspaceMembers).where(eq(workspaceMembers.userId, memberId));
    expect(places.length).toBeGreaterThan(1);
    expect(await db.select().from(changes)).toEqual([]);
  });

  test("lists workspace roles again after the billing role came or went, which is no outside change", async () => {
    const db = await database();
    const listRoles = async () => {
      const isTheirs = and(eq(workspaceMembers.userId, memberId), isNull(workspaceMembers.goneAt));
      const rows = await db.select({ role: workspaceMembers.role }).from(workspaceMembers).where(isTheirs);
      return new Set(rows.map(({ role }) => role));
    };
    const isRequested = async () => (await listJobStates()).directory.requestedAt !== null;
    await change("billing");
    expect(await isRequested()).toBe(true);
    await syncDirectory();
    expect(await listRoles()).toEqual(new Set(["workspace_billing"]));
    await db.update(syncState).set({ requestedAt: null });
    await inRequest({ as: personas.admin }, () =>
      changeMemberRole({ memberId, role: "developer", expected: "billing" }),
    );
    expect(await isRequested()).toBe(true);
    await expectNoOutsideChange();
    expect(await listRoles()).toEqual(new Set(["workspace_user"]));
    await db.update(syncState).set({ requestedAt: null });
    await inRequest({ as: personas.admin }, () =>
      changeMemberRole({ memberId, role: "user", expected: "developer" }),
    );
    expect(await isRequested()).toBe(false);
  });

  test("refuses to change an admin's role, gives the reason, and sends nothing", async () => {
    const admin = sandbox.users.add({ role: "admin" });
    await syncDirectory();
    const { serverError } = await change("user", personas.admin, admin.id);
    expect(serverError).toMatchObject({ code: "refused", reason: "immovable_member" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("reports a conflict and sends nothing when the role has changed in the meantime", async () => {
    expect((await change("user")).serverError).toBeUndefined();
    sandbox.requests.clear();
    expect((await change("billing")).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toEqual({ role: "user", isGone: false });
    const items = await readAuditLog();
    expect(items[0]).toMatchObject({ outcome: "failed", errorCode: "conflict", before: null });
  });

  test("never makes anyone an admin", async () => {
    // @ts-expect-error: the role is not assignable, which the server has to see for itself
    const { validationErrors } = await change("admin");
    expect(validationErrors).toMatchObject({ code: "invalid", fields: { role: expect.any(Array) } });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

test("an answer about somebody else isn't taken for the member", async () => {
  const other = sandbox.users.add({ email: "other@northwind.example", name: "Other", role: "user" });
  forget("sandbox");
  processSingleton("sandbox", () => ({ ...sandbox, fetch: answerWith(other) }));
  expect((await change("user")).serverError).toBeUndefined();
  expect([await readMirror(), await readMirror(other.id)]).toEqual([
    { role: "user", isGone: false },
    undefined,
  ]);
});

/** Makes the change, but answers with something else. */
function answerWith(body: object): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await sandbox.fetch(request);
    return request.method === "POST" ? Response.json(body) : response;
  };
}
