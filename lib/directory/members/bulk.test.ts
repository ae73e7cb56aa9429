import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog, readOnlyAudit } from "@/lib/core/audit/test-log";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { approveBulk, retryBulk } from "@/lib/core/bulk/actions";
import { findRun, listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { changes, members } from "@/lib/core/db/directory-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { putSettings } from "@/lib/core/settings/store";
import { orderFor } from "@/lib/directory/offboardings/test-offboardings";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { changeMemberRole, changeMemberRoles } from "./actions";
import { memberOperations } from "./bulk";

let sandbox: TestSandbox;
let ids: string[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  ids = ["a", "b", "c"].map(
    (name) => sandbox.users.add({ email: `${name}@northwind.example`, name, role: "user" }).id,
  );
  await syncDirectory();
  sandbox.requests.clear();
});

const changeAll = (as: string = personas.admin) =>
  inRequest({ as }, () =>
    changeMemberRoles({
      role: "developer",
      members: ids.map((memberId) => ({ memberId, expected: "user" })),
    }),
  );
const removeAll = () => orderFor(ids);

const idleMs = 5_000;

async function drain() {
  const runner = new BulkRunner(memberOperations);
  while ((await runner.step()) !== idleMs);
}

async function readRows() {
  const by = permitFor("admin", "bulk:read");
  const [run] = (await listRuns(by, { page: 1 })).rows;
  const found = await findRun(by, run?.id ?? "", { q: "", state: [], page: 1 });
  return found?.rows.map(({ label, state, reason, errorCode }) => ({
    label,
    state,
    why: reason ?? errorCode,
  }));
}

const queued = (name: string) => ({ label: `${name}@northwind.example`, state: "queued", why: null });
const done = (name: string) => ({ label: `${name}@northwind.example`, state: "succeeded", why: null });
const failed = (name: string, why: string) => ({ label: `${name}@northwind.example`, state: "failed", why });

const laterCalls = { absent: "The run calls the API later, row by row." };
const lost = {
  stored: { within: (run: () => Promise<object>) => withBrokenTable("bulk_runs", "insert", run) },
};

async function expectRun({ data }: { data?: unknown }) {
  const [run, ...more] = (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows;
  expect(more).toEqual([]);
  expect(data).toEqual({ runId: run?.id });
  expect(await readOnlyAudit()).toMatchObject({ after: { run: run?.id } });
  expect(await readRows()).toEqual(["a", "b", "c"].map(queued));
}
const expectNoRun = async () => expect(await readRows()).toBeUndefined();

describeAction("changeMemberRoles", {
  run: (as) => changeAll(as),
  changed: expectRun,
  unchanged: expectNoRun,
  allowed: {
    by: { "an admin": personas.admin },
    audit: {
      targetLabel: "member.change_role",
      after: { act: "member.change_role", role: "developer", rows: 3, needsApproval: false },
    },
  },
  forbidden: { by: { "a lead": personas.lead, finance: personas.finance } },
  refusedByApi: laterCalls,
  lost,
});

describe("changing the role of many", () => {
  test("is one operation for each row, which isn't recorded as an outside change", async () => {
    expect((await changeAll()).serverError).toBeUndefined();
    await drain();
    expect(await readRows()).toEqual(["a", "b", "c"].map(done));
    expect(ids.map((id) => sandbox.store.users.get(id)?.role)).toEqual(ids.map(() => "developer"));
    await syncDirectory();
    expect(await (await database()).select().from(changes)).toEqual([]);
  });

  test("a newer change by someone else is kept, and an error in the middle affects one row", async () => {
    await changeAll();
    const [first = "", second = ""] = ids;
    await inRequest({ as: personas.admin }, () =>
      changeMemberRole({ memberId: first, role: "billing", expected: "user" }),
    );
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: `/users/${second}`, times: 1 });
    await drain();
    expect(await readRows()).toEqual([
      failed("a", "conflict"),
      failed("b", "role_change_refused"),
      done("c"),
    ]);
    expect(sandbox.store.users.get(first)?.role).toBe("billing");
  });
});

describe("removing many", () => {
  test("they are gone, with everything that ends with them", async () => {
    const [first = ""] = ids;
    const { id: keyId } = sandbox.keys.add({ principal: { type: "user_actor", user_id: first } });
    await syncDirectory();
    const db = await database();
    await db.delete(changes);
    await removeAll();
    await drain();
    expect(await readRows()).toEqual(["a", "b", "c"].map(done));
    expect(ids.some((id) => sandbox.store.users.has(id))).toBe(false);
    expect(sandbox.store.keys.get(keyId)?.key.status).toBe("archived");
    await syncDirectory();
    expect(await db.select().from(changes)).toEqual([]);
  });

  test("someone who became an admin meanwhile is refused by us; the others go", async () => {
    await removeAll();
    sandbox.store.users.put({
      ...sandbox.users.add(),
      id: ids[1] ?? "",
      email: "b@northwind.example",
      role: "admin",
    });
    await syncDirectory();
    await drain();
    expect(await readRows()).toEqual([done("a"), failed("b", "immovable_member"), done("c")]);
  });

  test("under the two-person rule nothing is done before another admin approves", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    await removeAll();
    await drain();
    expect((await readRows())?.map(({ state }) => state)).toEqual(["queued", "queued", "queued"]);
    expect(sandbox.store.users.has(ids[0] ?? "")).toBe(true);
  });
});

describe("under the two-person rule", () => {
  beforeEach(async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
  });

  const left = () => ids.filter((id) => sandbox.store.users.has(id)).length;
  const removeEach = async () => {
    for (const id of ids) expect((await orderFor([id])).serverError).toBeUndefined();
  };

  const listStates = async () =>
    (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows.map(({ state }) => state);

  test("of runs of one row each, started before the first is done, one runs and the others wait", async () => {
    await removeEach();
    await drain();
    expect(left()).toBe(2);
    expect(await listOutcomes()).toEqual([["succeeded", null]]);
    expect((await listStates()).toSorted()).toEqual(["finished", "pending", "pending"]);
  });

  test("runs that were made at the same moment remove one member", async () => {
    await removeEach();
    // None of them knew of the others.
    await (await database()).update(bulkRuns).set({ needsApproval: false });
    await drain();
    expect(left()).toBe(2);
    expect(await listOutcomes()).toEqual([
      ["failed", "refused"],
      ["failed", "refused"],
      ["succeeded", null],
    ]);
  });

  test("a repeated row removes one member", async () => {
    const failure = { kind: "error", status: 400, method: "DELETE", path: "/users/" } as const;
    sandbox.faults.add({ ...failure, times: 1 });
    await removeEach();
    await drain();
    expect(left()).toBe(3);
    const { rows } = await listRuns(permitFor("admin", "bulk:read"), { page: 1 });
    const finished = rows.filter(({ state }) => state === "finished");
    expect(finished).toHaveLength(1);
    for (const { id: runId } of finished)
      expect(
        (await inRequest({ as: personas.admin }, () => retryBulk({ runId, rows: "failed" }))).serverError,
      ).toBeUndefined();
    await drain();
    expect(left()).toBe(2);
  });

  test("what a second admin approved runs, however many rows", async () => {
    const started = await removeAll();
    const runId = started.data?.runId ?? "";
    const second = sandbox.users.add({ email: "second@northwind.example", role: "admin" });
    const db = await database();
    await syncDirectory();
    await db
      .update(members)
      .set({ addedAt: new Date(0) })
      .where(eq(members.id, second.id));
    await db.delete(changes);
    const approved = await inRequest({ as: second.email }, () => approveBulk({ runId }));
    expect(approved.serverError).toBeUndefined();
    await drain();
    expect(left()).toBe(0);
  });

  async function listOutcomes() {
    const items = await readAuditLog();
    return items
      .filter(({ action }) => action === "member.remove")
      .map(({ outcome, errorCode }) => [outcome, errorCode]);
  }
});
