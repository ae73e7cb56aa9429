import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes, members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { drain, orderFor } from "@/lib/directory/offboardings/test-offboardings";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";

const email = "target@northwind.example";
const immovable = { state: "failed", errorCode: "refused", reason: "immovable_member" };
let sandbox: TestSandbox;
let memberId: string;
let keyId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  memberId = sandbox.users.add({ email, name: "Target", role: "developer" }).id;
  keyId = sandbox.keys.add({
    created_by: { id: memberId, type: "user" },
    principal: { type: "user_actor", user_id: memberId },
  }).id;
  const staffed = sandbox.store.workspaces.list().find(({ name }) => name !== "Default");
  sandbox.store.grants.get(staffed?.id ?? "")?.set(memberId, "workspace_user");
  await syncDirectory();
});

async function remove(meanwhile: () => unknown = () => {}) {
  expect((await orderFor([memberId])).serverError).toBeUndefined();
  await meanwhile();
  sandbox.requests.clear();
  await drain();
  const [row] = await (await database())
    .select({ state: bulkRows.state, errorCode: bulkRows.errorCode, reason: bulkRows.reason })
    .from(bulkRows)
    .where(eq(bulkRows.targetId, memberId));
  return row;
}

async function isGone(): Promise<boolean> {
  const db = await database();
  const [row] = await db.select({ goneAt: members.goneAt }).from(members).where(eq(members.id, memberId));
  return row?.goneAt !== null;
}

async function readLogged() {
  const found = (await readAuditLog()).find(({ action }) => action === "member.remove");
  return found && { outcome: found.outcome, errorCode: found.errorCode };
}

const path = () => `/users/${memberId}`;
const lose = (kind: "lost_after" | "lost_before") =>
  sandbox.faults.add({ kind, method: "DELETE", path: path(), times: 1 });
const loseEverything = () => sandbox.faults.add({ kind: "lost_before", path: path() });

describe("a removal", () => {
  test("ends memberships and the keys that end with the person, and is no outside change", async () => {
    expect(await remove()).toEqual({ state: "succeeded", errorCode: null, reason: null });
    expect(sandbox.store.users.has(memberId)).toBe(false);
    expect(await isGone()).toBe(true);
    const db = await database();
    const isTheirs = eq(workspaceMembers.userId, memberId);
    expect(await db.select().from(workspaceMembers).where(isTheirs)).toMatchObject([
      { goneAt: expect.any(Date) },
    ]);
    const keys = await db.select({ status: apiKeys.status }).from(apiKeys).where(eq(apiKeys.id, keyId));
    expect(keys).toEqual([{ status: "archived" }]);
    expect(await readLogged()).toEqual({ outcome: "succeeded", errorCode: null });
    await syncDirectory();
    expect(await db.select().from(changes)).toEqual([]);
  });

  test("is refused to a lead, who can't order it", async () => {
    const { serverError } = await orderFor([memberId], personas.lead);
    expect(serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
  });

  test("that the API refuses leaves the person and says why", async () => {
    const error_code = "concurrent_membership_change";
    const refused = { state: "failed", errorCode: "conflict", reason: error_code };
    const fail = () =>
      sandbox.faults.add({
        kind: "error",
        status: 409,
        error_code,
        method: "DELETE",
        path: path(),
        times: 1,
      });
    expect(await remove(fail)).toEqual(refused);
    expect(await isGone()).toBe(false);
    expect(await readLogged()).toEqual({ outcome: "failed", errorCode: "conflict" });
  });

  test("whose answer is lost is found to have succeeded", async () => {
    expect(await remove(() => lose("lost_after"))).toMatchObject({ state: "succeeded" });
    expect(await isGone()).toBe(true);
    expect(await readLogged()).toEqual({ outcome: "succeeded", errorCode: null });
  });

  test("that never arrived is found not to have happened", async () => {
    expect(await remove(() => lose("lost_before"))).toMatchObject({ state: "failed" });
    expect(sandbox.store.users.has(memberId)).toBe(true);
    expect(await isGone()).toBe(false);
  });

  test("about which nothing can be found out is unknown, and the person stays", async () => {
    expect(await remove(loseEverything)).toMatchObject({ state: "unknown" });
    expect(await isGone()).toBe(false);
    expect(await readLogged()).toMatchObject({ outcome: "unknown" });
  });

  test("succeeds even if the keys can't be read afterward", async () => {
    const breakKeys = () => sandbox.faults.add({ kind: "html_ok", path: "/api_keys" });
    expect(await remove(breakKeys)).toMatchObject({ state: "succeeded" });
    expect(await isGone()).toBe(true);
  });

  test("of someone who became an owner meanwhile is refused, and nothing is sent", async () => {
    const promote = async () => {
      const user = sandbox.store.users.get(memberId);
      if (user) sandbox.store.users.put({ ...user, role: "primary_owner" });
      await syncDirectory();
    };
    expect(await remove(promote)).toEqual(immovable);
    expect(listWrites()).toEqual([]);
  });
});
