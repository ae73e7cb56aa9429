import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readOnlyAudit } from "@/lib/core/audit/test-log";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { changes, workspaceMembers } from "@/lib/core/db/directory-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import type { AssignableWorkspaceRole, GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { addWorkspaceMember, changeWorkspaceRole, giveManyAccess, removeWorkspaceMember } from "./actions";
import { membershipOperations } from "./membership-bulk";

let sandbox: TestSandbox;
let own: string;
let foreign: string;
let inside: string;
let outside: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const idOf = (name: string) => sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  [own, foreign] = [idOf("Checkout – prod"), idOf("Data science")];
  inside = sandbox.users.add({ email: "inside@northwind.example", role: "developer" }).id;
  outside = sandbox.users.add({ email: "outside@northwind.example", role: "user" }).id;
  for (const id of [own, foreign]) sandbox.store.grants.get(id)?.set(inside, "workspace_user");
  await syncDirectory();
  sandbox.requests.clear();
});

type Options = { as?: string; workspaceId?: string; userId?: string };
const toInput = ({ as = personas.lead, workspaceId = own, userId = inside }: Options) => ({
  as,
  membershipId: `${workspaceId}/${userId}`,
});
const add = (options: Options = {}, role: AssignableWorkspaceRole = "workspace_developer") => {
  const { as, membershipId } = toInput({ userId: outside, ...options });
  return inRequest({ as }, () => addWorkspaceMember({ membershipId, role }));
};
const change = (
  options: Options & { expected?: string } = {},
  role: GivableWorkspaceRole = "workspace_admin",
) => {
  const { as, membershipId } = toInput(options);
  const { expected = "workspace_user" } = options;
  return inRequest({ as }, () => changeWorkspaceRole({ membershipId, role, expected }));
};
const remove = (options: Options = {}) => {
  const { as, membershipId } = toInput(options);
  return inRequest({ as }, () => removeWorkspaceMember({ membershipId }));
};

async function readMirror(userId: string, workspaceId = own) {
  const db = await database();
  const isIt = and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.userId, userId));
  const [row] = await db.select().from(workspaceMembers).where(isIt);
  return row && row.goneAt === null ? row.role : null;
}

async function expectNoOutsideChange() {
  await syncDirectory();
  expect(await (await database()).select().from(changes)).toEqual([]);
}

const refuse = (method: "POST" | "DELETE", path: string, error_code?: string) =>
  sandbox.faults.add({ kind: "error", status: 400, ...(error_code && { error_code }), method, path });
const lose = (kind: "lost_after" | "lost_before", method: "POST" | "DELETE", path: string) =>
  sandbox.faults.add({ kind, method, path, times: 1 });
const loseAll = (path: string) => sandbox.faults.add({ kind: "lost_before", path });

async function expectRole(userId: string, role: string | null) {
  expect(sandbox.store.grants.get(own)?.get(userId) ?? null).toBe(role);
  expect(await readMirror(userId)).toBe(role);
}

const leaders = { "an admin": personas.admin, "the lead": personas.lead };
const membersPath = () => `/workspaces/${own}/members`;
const insidePath = () => `${membersPath()}/${inside}`;

describeAction("addWorkspaceMember", {
  run: (as) => add({ as }),
  changed: async () => {
    await expectRole(outside, "workspace_developer");
    await expectNoOutsideChange();
  },
  unchanged: () => expectRole(outside, null),
  allowed: {
    by: leaders,
    audit: () => ({
      targetId: `${own}/${outside}`,
      targetLabel: "outside@northwind.example – Checkout – prod",
      before: null,
      after: { role: "workspace_developer" },
    }),
  },
  forbidden: { by: { finance: personas.finance, "a member": personas.member } },
  refusedByApi: {
    given: () => refuse("POST", membersPath(), "workspace_member_limit_exceeded"),
    failure: { code: "refused", reason: "workspace_member_limit_exceeded" },
  },
  lost: {
    answer: { given: () => lose("lost_after", "POST", membersPath()) },
    request: { given: () => lose("lost_before", "POST", membersPath()) },
    both: { given: () => loseAll(membersPath()) },
  },
});

describe("adding someone", () => {
  test("is allowed again after they were removed", async () => {
    await remove();
    expect((await add({ userId: inside }, "workspace_user")).serverError).toBeUndefined();
    expect(await readMirror(inside)).toBe("workspace_user");
  });

  test("doesn't find a workspace that the lead doesn't lead, like one that doesn't exist", async () => {
    expect((await add({ workspaceId: foreign })).serverError?.code).toBe("not_found");
    expect((await add({ workspaceId: "none" })).serverError?.code).toBe("not_found");
    expect(listWrites()).toEqual([]);
  });

  test("sends nothing when the API is known to refuse it", async () => {
    const root = sandbox.users.add({ role: "admin" }).id;
    await syncDirectory();
    const as = personas.admin;
    const reasonOf = async (options: Options) => (await add({ as, ...options })).serverError?.reason;
    expect(await reasonOf({ userId: inside })).toBe("already_in_workspace");
    expect(await reasonOf({ userId: root })).toBe("inherited_access");
    expect(await reasonOf({ workspaceId: sandbox.store.defaultWorkspaceId })).toBe("default_workspace");
    const old = sandbox.store.workspaces.list().find(({ archived_at }) => archived_at !== null);
    expect(await reasonOf({ workspaceId: old?.id ?? "" })).toBe("archived_workspace");
    expect(listWrites()).toEqual([]);
  });

  test("never gives the billing role", async () => {
    // @ts-expect-error: the role is not assignable, which the server has to see for itself
    expect((await add({}, "workspace_billing")).validationErrors).toMatchObject({ code: "invalid" });
    expect(listWrites()).toEqual([]);
  });
});

describeAction("changeWorkspaceRole", {
  run: (as) => change({ as }),
  changed: async () => {
    await expectRole(inside, "workspace_admin");
    await expectNoOutsideChange();
  },
  unchanged: () => expectRole(inside, "workspace_user"),
  allowed: {
    by: leaders,
    audit: () => ({
      targetId: `${own}/${inside}`,
      before: { role: "workspace_user" },
      after: { role: "workspace_admin" },
    }),
  },
  forbidden: { by: { "a member": personas.member } },
  refusedByApi: { given: () => refuse("POST", insidePath()), failure: { code: "refused" } },
  lost: {
    answer: { given: () => lose("lost_after", "POST", insidePath()) },
    request: { given: () => lose("lost_before", "POST", insidePath()) },
    both: { given: () => loseAll(insidePath()) },
  },
});

describe("changing a role", () => {
  test("isn't possible in a workspace that the lead doesn't lead", async () => {
    expect((await change({ workspaceId: foreign })).serverError?.code).toBe("not_found");
    expect(listWrites()).toEqual([]);
    expect(await readMirror(inside, foreign)).toBe("workspace_user");
  });

  test("reports a conflict when the role is another by now, and sends nothing", async () => {
    expect((await change({ expected: "workspace_developer" })).serverError).toMatchObject({
      code: "conflict",
    });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("raises a billing member to admin and back, and to nothing else", async () => {
    const billing = sandbox.users.add({ role: "billing" }).id;
    await syncDirectory();
    const raise = (expected: string, role: GivableWorkspaceRole) =>
      change({ userId: billing, expected }, role);
    expect((await raise("workspace_billing", "workspace_developer")).serverError?.code).toBe("invalid");
    expect((await raise("workspace_billing", "workspace_admin")).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.get(billing)).toBe("workspace_admin");
    expect(await readMirror(billing)).toBe("workspace_admin");
    expect((await raise("workspace_admin", "workspace_billing")).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.has(billing)).toBe(false);
    expect(await readMirror(billing)).toBe("workspace_billing");
  });

  test("makes no one else billing, and leaves an admin one", async () => {
    expect((await change({}, "workspace_billing")).serverError?.code).toBe("invalid");
    const root = sandbox.users.add({ role: "admin" }).id;
    await syncDirectory();
    const { serverError } = await change({ userId: root, expected: "workspace_admin" }, "workspace_user");
    expect(serverError).toMatchObject({ code: "refused", reason: "inherited_access" });
    expect(listWrites()).toEqual([]);
  });
});

describeAction("removeWorkspaceMember", {
  run: (as) => remove({ as }),
  changed: async () => {
    await expectRole(inside, null);
    expect(await readMirror(inside, foreign)).toBe("workspace_user");
    await expectNoOutsideChange();
  },
  unchanged: () => expectRole(inside, "workspace_user"),
  allowed: {
    by: leaders,
    audit: () => ({ targetId: `${own}/${inside}`, before: { role: "workspace_user" }, after: null }),
  },
  forbidden: { by: { "a member": personas.member } },
  refusedByApi: { given: () => refuse("DELETE", insidePath()), failure: { code: "refused" } },
  lost: {
    answer: { given: () => lose("lost_after", "DELETE", insidePath()) },
    request: { given: () => lose("lost_before", "DELETE", insidePath()) },
    both: { given: () => loseAll(insidePath()) },
  },
});

describe("removing someone", () => {
  test("isn't possible in a workspace that the lead doesn't lead", async () => {
    expect((await remove({ workspaceId: foreign })).serverError?.code).toBe("not_found");
    expect(listWrites()).toEqual([]);
    expect(await readMirror(inside, foreign)).toBe("workspace_user");
  });

  test("is refused with the reason for someone with access by organization role", async () => {
    const billing = sandbox.users.add({ role: "billing" }).id;
    await syncDirectory();
    expect((await remove({ userId: billing })).serverError).toMatchObject({
      code: "refused",
      reason: "inherited_access",
    });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });
});

test("people of other workspaces are to a lead like people who don't exist", async () => {
  for (const userId of [outside, "user_none"]) {
    expect((await change({ userId })).serverError).toEqual({
      code: "not_found",
      requestId: expect.any(String),
    });
    expect((await remove({ userId })).serverError).toEqual({
      code: "not_found",
      requestId: expect.any(String),
    });
  }
  const memberships = [outside, "user_none"].map((userId) => ({
    membershipId: `${own}/${userId}`,
    role: "workspace_developer" as const,
    expected: "workspace_user",
  }));
  expect(
    (await inRequest({ as: personas.lead }, () => giveManyAccess({ memberships }))).serverError,
  ).toBeUndefined();
  const rows = await (await database()).select({ label: bulkRows.label }).from(bulkRows);
  expect(rows.map(({ label }) => label)).toEqual([`${own}/${outside}`, `${own}/user_none`]);
  expect(listWrites()).toEqual([]);
});

describe("giving access to many", () => {
  type Given = { workspaceId?: string; userId: string; expected: string | null };
  const give = (given: readonly Given[], as: string = personas.lead) =>
    inRequest({ as }, () =>
      giveManyAccess({
        memberships: given.map(({ workspaceId = own, userId, expected }) => ({
          membershipId: `${workspaceId}/${userId}`,
          role: "workspace_developer",
          expected,
        })),
      }),
    );

  async function drain() {
    const runner = new BulkRunner(membershipOperations);
    while ((await runner.step()) !== 5_000);
  }

  const readRuns = async () =>
    (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows.map(({ operation, counts }) => [
      operation,
      counts.succeeded,
      counts.failed,
    ]);

  const listStarted = async () => {
    const { rows } = await listRuns(permitFor("admin", "bulk:read"), { page: 1 });
    return rows.map(({ id, operation, counts }) => ({ id, operation, queued: counts.queued }));
  };
  const both = () => [
    { userId: outside, expected: null },
    { userId: inside, expected: "workspace_user" },
  ];

  describeAction("giveManyAccess", {
    run: (as) => give(both(), as),
    changed: async ({ data }) => {
      const started = await listStarted();
      const [added, changed] = ["add", "change_role"].map((operation) =>
        started.find((run) => run.operation === `workspace_member.${operation}`),
      );
      expect(started).toHaveLength(2);
      expect([added?.queued, changed?.queued]).toEqual([1, 1]);
      expect(data).toEqual({ runIds: [added?.id, changed?.id] });
      expect(await readOnlyAudit()).toMatchObject({ after: { run: added?.id } });
    },
    unchanged: async () => expect(await listStarted()).toEqual([]),
    allowed: {
      by: leaders,
      audit: { targetLabel: "workspace_member.add", after: { rows: 1, needsApproval: false } },
    },
    forbidden: { by: { finance: personas.finance, "a member": personas.member } },
    refusedByApi: { absent: "The runs call the API later, row by row." },
    lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
  });

  test("adds who is new and changes whose role was seen, each in an entry of its own", async () => {
    const { data } = await give(both());
    expect(data?.runIds).toHaveLength(2);
    await drain();
    expect((await readRuns()).sort()).toEqual([
      ["workspace_member.add", 1, 0],
      ["workspace_member.change_role", 1, 0],
    ]);
    expect([await readMirror(outside), await readMirror(inside)]).toEqual([
      "workspace_developer",
      "workspace_developer",
    ]);
    await expectNoOutsideChange();
  });

  test("affects one row with a conflict, a refusal of the API, or another lead's workspace", async () => {
    const third = sandbox.users.add({ role: "user" }).id;
    await syncDirectory();
    await give([
      { userId: outside, expected: null },
      { userId: third, expected: null },
      { userId: outside, workspaceId: foreign, expected: null },
      { userId: inside, expected: "workspace_admin" },
    ]);
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: membersPath(), times: 1 });
    await drain();
    expect((await readRuns()).sort()).toEqual([
      ["workspace_member.add", 1, 2],
      ["workspace_member.change_role", 0, 1],
    ]);
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(sandbox.store.grants.get(foreign)?.has(outside)).toBe(false);
  });
});
