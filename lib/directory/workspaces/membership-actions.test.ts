import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readOnlyAudit } from "@/lib/core/audit/test-log";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { changes, workspaceMembers } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { describeAction } from "@/lib/core/entry/test-action";
import type { GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { addWorkspaceMember, changeWorkspaceRole, removeWorkspaceMember } from "./actions";

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
const change = (
  options: Options & { expected?: string } = {},
  role: GivableWorkspaceRole = "workspace_admin",
) => {
  const { as, membershipId } = toInput(options);
  const { expected = "workspace_user" } = options;
  return inRequest({ as }, () => changeWorkspaceRole({ membershipId, role, expected }));
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

const refuse = (path: string) => sandbox.faults.add({ kind: "error", status: 400, method: "POST", path });
const lose = (kind: "lost_after" | "lost_before", path: string) =>
  sandbox.faults.add({ kind, method: "POST", path, times: 1 });
function loseAllButOneRead(path: string) {
  sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path: path, times: 1 });
  sandbox.faults.add({ kind: "lost_before", path: path });
}

async function expectRole(userId: string, role: string | null) {
  expect(sandbox.store.grants.get(own)?.get(userId) ?? null).toBe(role);
  expect(await readMirror(userId)).toBe(role);
}

const leaders = { "an admin": personas.admin, "the lead": personas.lead };
const membersPath = () => `/workspaces/${own}/members`;
const insidePath = () => `${membersPath()}/${inside}`;

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
  refusedByApi: { given: () => refuse(insidePath()), failure: { code: "refused" } },
  lost: {
    answer: { given: () => lose("lost_after", insidePath()) },
    request: { given: () => lose("lost_before", insidePath()) },
    both: { given: () => loseAllButOneRead(insidePath()) },
  },
});

describeAction("addWorkspaceMember", {
  run: (as) =>
    inRequest({ as }, () =>
      addWorkspaceMember({ membershipId: `${own}/${outside}`, role: "workspace_user" }),
    ),
  changed: async () => {
    await expectRole(outside, "workspace_user");
    await expectNoOutsideChange();
  },
  unchanged: () => expectRole(outside, null),
  allowed: {
    by: leaders,
    audit: () => ({ targetId: `${own}/${outside}`, before: null, after: { role: "workspace_user" } }),
  },
  forbidden: { by: { "a member": personas.member } },
  refusedByApi: { given: () => refuse(membersPath()), failure: { code: "refused" } },
  lost: {
    answer: { given: () => lose("lost_after", membersPath()) },
    request: { given: () => lose("lost_before", membersPath()) },
    both: {
      given: () => {
        lose("lost_before", membersPath());
        sandbox.faults.add({ kind: "lost_before", path: `${membersPath()}/${outside}` });
      },
    },
  },
});

describeAction("removeWorkspaceMember", {
  run: (as) =>
    inRequest({ as }, () =>
      removeWorkspaceMember({ membershipId: `${own}/${inside}`, expected: "workspace_user" }),
    ),
  changed: async () => {
    await expectRole(inside, null);
    await expectNoOutsideChange();
  },
  unchanged: () => expectRole(inside, "workspace_user"),
  allowed: {
    by: leaders,
    audit: () => ({ targetId: `${own}/${inside}`, before: { role: "workspace_user" }, after: null }),
  },
  forbidden: { by: { "a member": personas.member } },
  refusedByApi: {
    given: () => sandbox.faults.add({ kind: "error", status: 400, method: "DELETE", path: insidePath() }),
    failure: { code: "refused" },
  },
  lost: {
    answer: {
      given: () => sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: insidePath(), times: 1 }),
    },
    request: {
      given: () =>
        sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: insidePath(), times: 1 }),
    },
    both: { given: () => loseAllButOneRead(insidePath()) },
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

test("people of other workspaces are to a lead like people who don't exist", async () => {
  for (const userId of [outside, "user_none"]) {
    expect((await change({ userId })).serverError).toEqual({
      code: "not_found",
      requestId: expect.any(String),
    });
  }
  expect(listWrites()).toEqual([]);
});
