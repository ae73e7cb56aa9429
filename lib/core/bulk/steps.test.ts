import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { putSettings } from "@/lib/core/settings/store";
import { inviteOperations } from "@/lib/directory/invites/bulk";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { memberOperations } from "@/lib/directory/members/bulk";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { createRun } from "./create";
import { findRun } from "./list-read-model";
import { BulkRunner } from "./runner";
import { cancelRun, decideRun, type NewRow } from "./store";

const me = newActor("admin", { email: personas.admin });
const by = permitFor(me, "members:write");
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const operations = [...memberOperations, ...keyOperations, ...inviteOperations];
let sandbox: TestSandbox;
let rows: NewRow[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const { id } = sandbox.users.add({ email: "leaver@northwind.example", role: "user" });
  const key = sandbox.keys.add({ name: "theirs" }).id;
  rows = [
    { operation: "api_key.deactivate", targetId: key, label: "theirs", input: { confirmedUse: true } },
    { operation: "member.remove", targetId: id, label: "leaver@northwind.example" },
  ];
  await syncDirectory();
  sandbox.requests.clear();
});

async function drain(): Promise<void> {
  const runner = new BulkRunner(operations);
  while ((await runner.step()) !== 5_000);
}

const start = (startsAt: Date | null = null) =>
  createRun(by, { operation: "member.offboard", rows, startsAt });

async function readStates(runId: string) {
  const db = await database();
  const found = await db
    .select()
    .from(bulkRows)
    .where(eq(bulkRows.runId, runId))
    .orderBy(asc(bulkRows.position));
  return found.map(({ state }) => state);
}

const stateOf = async (runId: string) =>
  (await findRun(permitFor("admin", "bulk:read"), runId, { q: "", state: [], page: 1 }))?.run.state;

async function requireTwo(): Promise<void> {
  const db = await database();
  await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
}

/** As if the time had come. */
async function pass(runId: string): Promise<void> {
  const db = await database();
  await db
    .update(bulkRuns)
    .set({ startsAt: inMinutes(-1) })
    .where(eq(bulkRuns.id, runId));
}

test("a run of several operations records each row as the operation that it is", async () => {
  const { runId } = await start();
  await drain();
  expect(await readStates(runId)).toEqual(["succeeded", "succeeded"]);
  expect((await readAuditLog()).map(({ action }) => action).toSorted()).toEqual([
    "api_key.deactivate",
    "member.remove",
  ]);
});

test("two steps on one target are two rows, and one step named twice is one", async () => {
  const [step] = rows;
  if (!step) throw new Error("no row");
  rows = [step, step, { ...step, operation: "api_key.archive" }];
  const { runId } = await start();
  expect(await readStates(runId)).toHaveLength(2);
});

describe("a scheduled run", () => {
  test("sends nothing before its time, and everything then", async () => {
    const { runId } = await start(inMinutes(60));
    await drain();
    expect(listWrites()).toEqual([]);
    expect(await stateOf(runId)).toBe("scheduled");
    await pass(runId);
    expect(await stateOf(runId)).toBe("running");
    await drain();
    expect(await stateOf(runId)).toBe("finished");
    expect(await readStates(runId)).toEqual(["succeeded", "succeeded"]);
  });

  test("that is canceled never starts", async () => {
    const { runId } = await start(inMinutes(60));
    const db = await database();
    await db.transaction((tx) => cancelRun(tx, permitFor(me, "bulk:write"), runId));
    await pass(runId);
    await drain();
    expect(await readStates(runId)).toEqual(["cancelled", "cancelled"]);
    expect(listWrites()).toEqual([]);
  });

  test("of somebody who lost the right meanwhile changes nothing", async () => {
    const { runId } = await start(inMinutes(60));
    const db = await database();
    await db.update(members).set({ role: "billing" }).where(eq(members.email, personas.admin));
    await pass(runId);
    await drain();
    expect(await readStates(runId)).toEqual(["failed", "cancelled"]);
    expect(listWrites()).toEqual([]);
  });

  test("keeps an approval until its time, unless who gave it is no admin then", async () => {
    await requireTwo();
    const startsAt = inMinutes(60 * 24 * 30);
    const given = { operation: "member.offboard" as const, rows, startsAt, needsApproval: true };
    const { runId } = await createRun(by, given);
    const second = newActor("admin", { email: "second@northwind.example" });
    await addMember("second", "admin");
    const db = await database();
    const approver = permitFor({ ...second, memberId: "second" }, "bulk:approve");
    await db.transaction((tx) => decideRun(tx, approver, runId, true));
    const [run] = await db.select().from(bulkRuns).where(eq(bulkRuns.id, runId));
    expect(run?.approvalExpiresAt?.getTime()).toBeGreaterThan(startsAt.getTime());
    expect(await stateOf(runId)).toBe("scheduled");

    await pass(runId);
    await db.update(members).set({ role: "user" }).where(eq(members.id, "second"));
    await drain();
    expect(await readStates(runId)).toEqual(["failed", "cancelled"]);
    expect(listWrites()).toEqual([]);
  });

  test("isn't approved by someone whom it removes, because their approval wouldn't outlive them", async () => {
    await requireTwo();
    const own = {
      operation: "member.remove" as const,
      targetId: "second",
      label: "second@northwind.example",
    };
    await addMember("second", "admin");
    const given = { operation: "member.offboard" as const, rows: [...rows, own], needsApproval: true };
    const { runId } = await createRun(by, given);
    const second = newActor("admin", { email: "second@northwind.example" });
    const approver = permitFor({ ...second, memberId: "second" }, "bulk:approve");
    const db = await database();
    await expect(db.transaction((tx) => decideRun(tx, approver, runId, true))).rejects.toMatchObject({
      failure: { reason: "unfit_approver" },
    });
  });

  test("waits for a second admin if one of its steps needs one", async () => {
    await requireTwo();
    const [step] = rows;
    if (!step) throw new Error("no row");
    rows = [...rows, { ...step, targetId: "another" }];
    const { runId } = await start(inMinutes(60));
    expect(await stateOf(runId)).toBe("pending");
  });
});
