import { beforeEach, expect, test } from "vitest";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { changes } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { createInvite } from "@/lib/directory/invites/actions";
import { deactivateKey } from "@/lib/directory/keys/actions";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { drain, orderFor } from "@/lib/directory/offboardings/test-offboardings";
import { updateWorkspace } from "@/lib/directory/workspaces/actions";
import { changeKeyStatus } from "@/lib/sandbox/key-records";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { syncDirectory } from "./directory";

let sandbox: TestSandbox;
let memberId: string;
let keyId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  memberId = sandbox.users.add({ role: "user" }).id;
  const workspace = sandbox.store.workspaces.list().find(({ name }) => name === "Data science");
  sandbox.store.grants.get(workspace?.id ?? "")?.set(memberId, "workspace_user");
  keyId = sandbox.keys.add({ load: { kilotokens: 0 } }).id;
  await syncDirectory();
});

/** The change is made, and its answer is still on the way. */
function syncBeforeAnswers(alongside = () => {}, afterwards?: () => void): void {
  forget("sandbox");
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await sandbox.fetch(request);
    if (request.method === "GET") return response;
    alongside();
    await syncDirectory();
    afterwards?.();
    if (afterwards) await syncDirectory();
    return response;
  };
  processSingleton("sandbox", () => ({ ...sandbox, fetch }));
}

async function listSeen(): Promise<string[]> {
  const db = await database();
  const rows = await db.select().from(changes);
  return rows.map(({ noun, kind, targetId }) => `${noun} ${kind} ${targetId}`);
}

type Answer = { serverError?: unknown } | undefined;
const asAdmin = async (run: () => Promise<Answer>) => {
  const answer = await inRequest({ as: personas.admin }, run);
  expect(answer?.serverError).toBeUndefined();
};

test.each([
  ["a role", () => changeMemberRole({ memberId, role: "developer", expected: "user" })],
  ["an invite", () => createInvite({ email: "new@northwind.example", role: "user" })],
  ["a key", () => deactivateKey({ keyId, confirmedUse: true })],
])("%s that changes while the directory is read isn't seen as changed elsewhere", async (_, change) => {
  syncBeforeAnswers();
  await asAdmin(change);
  expect(await listSeen()).toEqual([]);
});

test("a person who is removed meanwhile isn't seen as removed elsewhere", async () => {
  await orderFor([memberId]);
  syncBeforeAnswers();
  await drain();
  expect(sandbox.store.users.has(memberId)).toBe(false);
  expect(await listSeen()).toEqual([]);
});

test("what somebody else changes of the same person meanwhile is still seen", async () => {
  const rename = () => {
    const user = sandbox.store.users.get(memberId);
    if (user) user.name = "Somebody Else";
  };
  syncBeforeAnswers(rename);
  await asAdmin(() => changeMemberRole({ memberId, role: "developer", expected: "user" }));
  expect(await listSeen()).toEqual([`member changed ${memberId}`]);
});

test("what somebody else makes of the same role afterwards is still seen", async () => {
  const promote = () => {
    const user = sandbox.store.users.get(memberId);
    if (user) user.role = "billing";
  };
  syncBeforeAnswers(() => {}, promote);
  await asAdmin(() => changeMemberRole({ memberId, role: "developer", expected: "user" }));
  const rows = await (await database()).select().from(changes);
  const ofMember = rows.filter(({ noun }) => noun === "member");
  expect(ofMember).toMatchObject([{ before: { role: "developer" }, after: { role: "billing" } }]);
});

test("what somebody else changes meanwhile is still seen", async () => {
  syncBeforeAnswers(() => changeKeyStatus(sandbox.store, keyId, "inactive"));
  await asAdmin(() => changeMemberRole({ memberId, role: "developer", expected: "user" }));
  expect(await listSeen()).toEqual([`api_key changed ${keyId}`]);
});

test("what somebody else changed of a workspace before a change here is seen, and a listing finds nothing more", async () => {
  const { store } = sandbox;
  const workspace = store.workspaces.list().find(({ name }) => name === "Data science");
  if (!workspace) throw new Error("the sandbox has no such workspace");
  Object.assign(workspace, { name: "Renamed elsewhere", tags: { team: "elsewhere" } });
  await asAdmin(() =>
    updateWorkspace({
      workspaceId: workspace.id,
      change: { displayColor: "#123456", tags: { ours: "yes" } },
      seen: { displayColor: workspace.display_color, tags: { ours: null } },
    }),
  );
  await syncDirectory();
  const rows = await (await database()).select().from(changes);
  expect(rows).toMatchObject([
    {
      kind: "changed",
      before: { name: "Data science", displayColor: workspace.display_color },
      after: {
        name: "Renamed elsewhere",
        displayColor: workspace.display_color,
        tags: { team: "elsewhere" },
      },
    },
  ]);
});

test("what somebody else changed of a person before a change here is seen, and the change here is made", async () => {
  const user = sandbox.store.users.get(memberId);
  if (user) user.email = "elsewhere@northwind.example";
  await asAdmin(() => changeMemberRole({ memberId, role: "developer", expected: "user" }));
  await syncDirectory();
  const rows = await (await database()).select().from(changes);
  expect(rows).toMatchObject([
    { kind: "changed", before: { role: "user" }, after: { role: "user", email: user?.email } },
  ]);
  expect(rows[0]?.before).not.toMatchObject({ email: user?.email });
});

test("what somebody else changes of a workspace while two changes here overlap is seen, and only that", async () => {
  const { store } = sandbox;
  const workspace = store.workspaces.list().find(({ name }) => name === "Data science");
  if (!workspace) throw new Error("the sandbox has no such workspace");
  const change = (color: string, seen: string) =>
    asAdmin(() =>
      updateWorkspace({
        workspaceId: workspace.id,
        change: { displayColor: color, tags: {} },
        seen: { displayColor: seen, tags: {} },
      }),
    );
  const before = workspace.display_color;
  let isFirst = true;
  forget("sandbox");
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method !== "POST" || !isFirst) return sandbox.fetch(request);
    isFirst = false;
    await change("#111111", before);
    store.workspaces.put({
      ...(store.workspaces.get(workspace.id) ?? workspace),
      tags: { team: "elsewhere" },
    });
    return sandbox.fetch(request);
  };
  processSingleton("sandbox", () => ({ ...sandbox, fetch }));
  await change("#222222", before);
  await syncDirectory();
  await syncDirectory();
  const rows = await (await database()).select().from(changes);
  expect(rows).toMatchObject([{ kind: "changed", after: { tags: { team: "elsewhere" } } }]);
});
