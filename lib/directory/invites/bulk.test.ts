import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { openEntry } from "@/lib/core/audit/entry";
import { readAuditLog, readOnlyAudit } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { createRun } from "@/lib/core/bulk/create";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { bulkRows, invitedMemberships } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { personas } from "@/lib/sandbox/personas";
import { addInvite } from "@/lib/sandbox/user-records";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { inviteMany, resendInvites, withdrawInvites } from "./actions";
import { inviteOperations } from "./bulk";
import { listInviteChoices } from "./list-read-model";
import { loadInviteSearch } from "./search-params";

const idleMs = 5_000;
const toAddress = (index: number) => `many.${index}@northwind.example`;
let sandbox: TestSandbox;
let workspaceId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  workspaceId = sandbox.store.workspaces.list().find(({ name }) => name === "Internal tools")?.id ?? "";
  await syncDirectory();
  sandbox.requests.clear();
});

const usual = { role: "user", workspaceIds: [], workspaceRole: "workspace_developer" } as const;
const send = (text: string, as: string = personas.admin) =>
  inRequest({ as }, () => inviteMany({ ...usual, workspaceIds: [], text }));

async function drain(): Promise<void> {
  const runner = new BulkRunner(inviteOperations);
  while ((await runner.step()) !== idleMs);
}

async function readRows() {
  const db = await database();
  const rows = await db.select().from(bulkRows).orderBy(asc(bulkRows.position));
  return rows.map(({ targetId, state, reason, errorCode }) => [targetId, state, reason ?? errorCode]);
}

async function readAudit() {
  const items = await readAuditLog();
  return items.toReversed().map(({ action, targetId, outcome }) => [action, targetId, outcome]);
}

async function expectRun({ data }: { data?: unknown }, targetIds: string[]) {
  const db = await database();
  const rows = await db.select().from(bulkRows).orderBy(asc(bulkRows.position));
  expect(rows.map(({ targetId, state }) => [targetId, state])).toEqual(targetIds.map((id) => [id, "queued"]));
  const [runId, ...more] = new Set(rows.map((row) => row.runId));
  expect([data, more]).toEqual([{ runId }, []]);
  expect(await readOnlyAudit()).toMatchObject({ after: { run: runId } });
}
const expectNoRun = async () => expect(await readRows()).toEqual([]);
const laterCalls = { absent: "The run calls the API later, row by row." };
const lost = {
  stored: { within: (run: () => Promise<object>) => withBrokenTable("bulk_runs", "insert", run) },
};

const listSent = () =>
  sandbox.store.invites
    .list()
    .flatMap(({ email, role, status }) =>
      email.startsWith("many.") && status === "pending" ? [[email, role]] : [],
    );
const countCreates = () => sandbox.requests.get("POST /v1/organizations/invites") ?? 0;

describeAction("inviteMany", {
  run: (as) => send(toAddress(1), as),
  changed: (answer) => expectRun(answer, [toAddress(1)]),
  unchanged: expectNoRun,
  allowed: {
    by: { "an admin": personas.admin },
    audit: { targetId: null, targetLabel: "invite.create", after: { rows: 1, needsApproval: false } },
  },
  forbidden: { by: { finance: personas.finance, "a lead": personas.lead, "a member": personas.member } },
  refusedByApi: laterCalls,
  lost,
});

describe("inviting many", () => {
  test("sends what is new, remembers its workspaces, and leaves the rest out", async () => {
    const lines = [
      `${toAddress(1)},developer,Internal tools`,
      `${toAddress(2)},billing,Internal tools`,
      `${toAddress(1).toUpperCase()},,`,
      `${personas.lead},,`,
      "=1+1,,",
    ];
    const { data } = await send(lines.join("\n"));
    await drain();
    expect(await readRows()).toEqual([
      [toAddress(1), "succeeded", null],
      [toAddress(2), "succeeded", null],
    ]);
    expect(listSent().toSorted()).toEqual([
      [toAddress(1), "developer"],
      [toAddress(2), "billing"],
    ]);
    expect(await (await database()).select().from(invitedMemberships)).toMatchObject([
      { email: toAddress(1), workspaceId, role: "workspace_developer", createdBy: personas.admin },
    ]);
    expect(data?.runId).toEqual(expect.any(String));
    expect(await readAudit()).toEqual([
      ["bulk.start", null, "succeeded"],
      ["invite.create", toAddress(1), "succeeded"],
      ["invite.create", toAddress(2), "succeeded"],
    ]);
  });

  test("starts no run if nothing is new", async () => {
    expect((await send("nobody")).serverError).toMatchObject({ code: "invalid" });
    expect(await readAudit()).toEqual([["bulk.start", null, "failed"]]);
  });

  test("shows a refusal of the API for its row, and continues with the others", async () => {
    addInvite(sandbox.store, toAddress(2), "user");
    await send([1, 2, 3].map(toAddress).join("\n"));
    await drain();
    expect(await readRows()).toEqual([
      [toAddress(1), "succeeded", null],
      [toAddress(2), "failed", "invite_already_exists"],
      [toAddress(3), "succeeded", null],
    ]);
    expect(listSent()).toHaveLength(3);
  });

  test("finds an invite whose answer was lost by its address, and sends none twice", async () => {
    await send([1, 2, 3].map(toAddress).join("\n"));
    const runner = new BulkRunner(inviteOperations);
    await runner.step();
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/invites", times: 1 });
    await drain();
    expect((await readRows()).map(([, state]) => state)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(listSent()).toHaveLength(3);
    expect(countCreates()).toBe(3);
  });

  test("looks up the invite by its address after a crash, and doesn't send it again", async () => {
    const by = permitFor(newActor("admin", { email: personas.admin }), "invites:write");
    const email = toAddress(1);
    const input = { role: "user", workspaces: [{ id: workspaceId, role: "workspace_user" }] };
    const { runId } = await createRun(by, {
      operation: "invite.create",
      rows: [{ targetId: email, label: email, input }],
    });
    const entry = await openEntry({
      actor: by.actor,
      action: "invite.create",
      targetId: email,
      request: null,
    });
    addInvite(sandbox.store, email, "user");
    const left = { state: "running", worker: randomUUID(), entryId: entry.id, startedAt: new Date(0) };
    await (await database()).update(bulkRows).set(left).where(eq(bulkRows.runId, runId));
    await drain();
    expect(await readRows()).toEqual([[email, "succeeded", null]]);
    expect(countCreates()).toBe(0);
    expect(await (await database()).select().from(invitedMemberships)).toMatchObject([
      { email, workspaceId },
    ]);
  });

  test("the same file twice sends nothing more, while it runs and after", async () => {
    const text = [1, 2].map(toAddress).join("\n");
    await send(text);
    expect((await send(text)).serverError).toMatchObject({ code: "invalid" });
    await drain();
    expect((await send(text)).serverError).toMatchObject({ code: "invalid" });
    expect(countCreates()).toBe(2);
  });
});

describe("sending many again", () => {
  let ids: string[];

  beforeEach(async () => {
    await send([1, 2].map(toAddress).join("\n"));
    await drain();
    await syncDirectory();
    ids = [1, 2].map(
      (index) => sandbox.store.invites.list().find(({ email }) => email === toAddress(index))?.id ?? "",
    );
    const db = await database();
    await db.delete(bulkRows);
    sandbox.requests.clear();
  });

  const resend = (as: string = personas.admin) => inRequest({ as }, () => resendInvites({ inviteIds: ids }));

  describeAction("resendInvites", {
    run: (as) => resend(as),
    changed: async () =>
      expect((await readRows()).map(([targetId, state]) => [targetId, state])).toEqual([
        [ids[0], "queued"],
        [toAddress(1), "queued"],
        [ids[1], "queued"],
        [toAddress(2), "queued"],
      ]),
    unchanged: expectNoRun,
    allowed: {
      by: { "an admin": personas.admin },
      audit: { targetId: null, targetLabel: "invite.create", after: { rows: 4, needsApproval: false } },
    },
    forbidden: { by: { finance: personas.finance, "a lead": personas.lead } },
    refusedByApi: laterCalls,
    alsoAudited: ["invite.create"],
    lost,
  });

  test("withdraws each and creates it again with its role and workspaces", async () => {
    await resend();
    await drain();
    expect((await readRows()).map(([, state]) => state)).toEqual(Array(4).fill("succeeded"));
    const sent = sandbox.store.invites
      .list()
      .filter(({ email, status }) => email.startsWith("many.") && status === "pending");
    expect(sent.map(({ email }) => email).toSorted()).toEqual([toAddress(1), toAddress(2)]);
    expect(sent.some(({ id }) => ids.includes(id))).toBe(false);
  });
});

describe("withdrawing many", () => {
  let ids: string[];

  beforeEach(async () => {
    ids = [1, 2, 3].map((index) => addInvite(sandbox.store, toAddress(index), "user").id);
    await syncDirectory();
    sandbox.requests.clear();
  });

  const withdraw = (inviteIds: string[], as: string = personas.admin) =>
    inRequest({ as }, () => withdrawInvites({ inviteIds }));

  describeAction("withdrawInvites", {
    run: (as) => withdraw(ids, as),
    changed: (answer) => expectRun(answer, ids),
    unchanged: expectNoRun,
    allowed: {
      by: { "an admin": personas.admin },
      audit: { targetId: null, targetLabel: "invite.withdraw", after: { rows: 3, needsApproval: false } },
    },
    forbidden: { by: { "a lead": personas.lead } },
    refusedByApi: laterCalls,
    lost,
  });

  test("has an entry for each; the list chooses only what is pending", async () => {
    const search = loadInviteSearch({ q: "many." });
    const choices = await listInviteChoices(permitFor("admin", "invites:read"), search);
    expect(choices.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    await withdraw(ids);
    await drain();
    expect(listSent()).toEqual([]);
    expect((await readAudit()).map(([action, , outcome]) => [action, outcome])).toEqual([
      ["bulk.start", "succeeded"],
      ...ids.map(() => ["invite.withdraw", "succeeded"]),
    ]);
    expect(await listInviteChoices(permitFor("admin", "invites:read"), search)).toEqual([]);
  });

  test("shows for each what happened when one was accepted a moment ago and one answer is lost", async () => {
    const [first = "", second = ""] = ids;
    sandbox.invites.accept(first);
    await withdraw(ids);
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: second, times: 1 });
    await drain();
    expect((await readRows()).map(([, state]) => state)).toEqual(["failed", "succeeded", "succeeded"]);
    expect(sandbox.requests.get(`DELETE /v1/organizations/invites/${second}`)).toBe(1);
  });
});
