import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...nextauth]/route";
import { addGrant } from "@/lib/account/grants/actions";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { getActor } from "@/lib/core/auth/actor";
import { openTestBrowser } from "@/lib/core/auth/test-browser";
import { inRequest } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { changes, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
import { applyAccess } from "@/lib/directory/access/actions";
import type { Change } from "@/lib/directory/access/change-schema";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { drain, orderFor } from "@/lib/directory/offboardings/test-offboardings";
import { archiveWorkspace, changeWorkspaceRole } from "@/lib/directory/workspaces/actions";
import { membershipOperations } from "@/lib/directory/workspaces/membership-bulk";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";
import { type ClickableName, clickable, type PersonaName, personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";

let sandbox: TestSandbox;
const names = Object.keys(personas) as PersonaName[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  await syncDirectory();
});

async function signIn(name: ClickableName) {
  const browser = openTestBrowser(POST);
  await browser.signIn(name);
  return browser.session();
}

test("the auditor isn't in the directory, and gets a grant, or the right one back", async () => {
  const isAuditor = async () => (await getActor(clickable.auditor))?.persona === "auditor";
  const email = clickable.auditor;
  expect(await isAuditor()).toBe(false);
  expect(await signIn("auditor")).toMatchObject({ email });
  expect(await isAuditor()).toBe(true);
  await signIn("auditor");
  expect(await readRestorations()).toHaveLength(1);
  const db = await database();
  await db.update(grants).set({ persona: "finance", expiresAt: new Date(0), suspendedFor: "left" });
  await signIn("auditor");
  expect(await isAuditor()).toBe(true);
  expect(await db.$count(grants)).toBe(1);
});

async function asAdmin(run: () => Promise<Answer>): Promise<void> {
  const answer = await inRequest({ as: personas.admin }, run);
  expect(answer.serverError ?? answer.validationErrors).toBeUndefined();
}

const findUser = (name: PersonaName) =>
  sandbox.store.users.list().find(({ email }) => email === personas[name]);
const userId = (name: PersonaName) => findUser(name)?.id ?? "";
const workspaceId = (name: string) =>
  sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";

async function readRestorations() {
  const items = await readAuditLog();
  return items.filter(({ action }) => action === "sandbox.restore_persona");
}

async function readSeen() {
  const rows = await (await database()).select().from(changes);
  return rows.filter(({ noun }) => noun !== "api_key");
}

const grant = (name: PersonaName, persona: "auditor" | "admin" | "finance") =>
  asAdmin(() => addGrant({ email: personas[name], persona, note: "", expiresOn: toDay(Date.now()) }));

async function remove(name: PersonaName) {
  const answer = await orderFor([userId(name)]);
  await drain();
  return answer;
}

type Answer = { serverError?: unknown; validationErrors?: unknown };

const at = (workspace: string, name: PersonaName) => ({
  membershipId: toMembershipId(workspaceId(workspace), userId(name)),
});
const led = ["Checkout – prod", "Checkout – staging"];

type Place = Pick<Change, "role" | "expected"> & { name: string };

async function applyTo(persona: PersonaName, places: readonly Place[]): Promise<void> {
  const changes = places.map(({ name, ...change }) => ({
    ...change,
    workspaceId: workspaceId(name),
    userId: userId(persona),
  }));
  await asAdmin(() => applyAccess({ changes }));
  const runner = new BulkRunner(membershipOperations);
  while ((await runner.step()) !== 5_000);
}

const leaveLed = () =>
  applyTo(
    "lead",
    led.map((name) => ({ name, role: null, expected: "workspace_admin" })),
  );

const harms: [string, PersonaName, () => Promise<unknown>][] = [
  ["finance was removed", "finance", () => remove("finance")],
  ["the lead was removed", "lead", () => remove("lead")],
  ["the member was removed", "member", () => remove("member")],
  ["finance became a developer", "finance", () => changeRole("finance", "developer")],
  ["the lead became billing", "lead", () => changeRole("lead", "billing")],
  ["the member became billing", "member", () => changeRole("member", "billing")],
  ["finance was granted the auditor's access", "finance", () => grant("finance", "auditor")],
  ["the lead was granted an admin's access", "lead", () => grant("lead", "admin")],
  ["the member was granted finance's access", "member", () => grant("member", "finance")],
  ["the lead's memberships were removed", "lead", leaveLed],
  [
    "the lead was demoted in every workspace",
    "lead",
    () =>
      eachLed((target) =>
        changeWorkspaceRole({ ...target, expected: "workspace_admin", role: "workspace_developer" }),
      ),
  ],
  ["the lead's workspaces were archived", "lead", () => archive(led)],
  ["every workspace was archived", "lead", () => archive(listOpen())],
  [
    "the member was given a workspace to lead",
    "member",
    () => applyTo("member", [{ name: "Data science", role: "workspace_admin", expected: null }]),
  ],
];

function changeRole(name: PersonaName, role: "developer" | "billing") {
  return asAdmin(() =>
    changeMemberRole({ memberId: userId(name), role, expected: findUser(name)?.role ?? "" }),
  );
}

function listOpen(): string[] {
  return sandbox.store.workspaces
    .list()
    .filter(({ archived_at, id }) => archived_at === null && id !== sandbox.store.defaultWorkspaceId)
    .map(({ name }) => name);
}

async function eachLed(run: (target: { membershipId: string }) => Promise<Answer>) {
  for (const name of led) await asAdmin(() => run(at(name, "lead")));
}

async function archive(workspaceNames: readonly string[]) {
  for (const name of workspaceNames)
    await asAdmin(() => archiveWorkspace({ workspaceId: workspaceId(name) }));
}

test.each(names)("%s signs in as itself, and nothing is recorded if nothing was wrong", async (name) => {
  expect(await signIn(name)).toMatchObject({ email: personas[name] });
  expect((await getActor(personas[name]))?.persona).toBe(name);
  expect(await readRestorations()).toEqual([]);
});

test.each(harms)("signing in restores a persona after %s, and that is audited", async (_, name, harm) => {
  await harm();
  expect((await getActor(personas[name]))?.persona).not.toBe(name);
  expect(await signIn(name)).toMatchObject({ email: personas[name] });
  expect((await getActor(personas[name]))?.persona).toBe(name);
  const [restoration, ...more] = await readRestorations();
  expect(more).toEqual([]);
  expect(restoration).toMatchObject({
    actorEmail: personas[name],
    targetId: personas[name],
    outcome: "succeeded",
  });
  expect(restoration?.before).not.toEqual(restoration?.after);

  const seen = await readSeen();
  await syncDirectory();
  expect((await getActor(personas[name]))?.persona).toBe(name);
  expect(await readSeen(), "a sync finds nothing that nobody did").toEqual(seen);
});

test("everyone else stays as they are", async () => {
  await archive(["Data science"]);
  await remove("member");
  await eachLed((target) =>
    changeWorkspaceRole({ ...target, expected: "workspace_admin", role: "workspace_user" }),
  );
  await grant("finance", "auditor");
  const snapshot = () => ({
    users: sandbox.store.users.list().filter(({ email }) => email !== personas.lead),
    grants: [...sandbox.store.grants].map(([id, granted]) => [
      id,
      [...granted].filter(([user]) => user !== userId("lead")),
    ]),
    workspaces: sandbox.store.workspaces.list(),
  });
  const before = structuredClone(snapshot());
  await signIn("lead");
  expect(snapshot()).toEqual(before);
  expect((await getActor(personas.finance))?.persona).toBe("auditor");
  expect(await getActor(personas.member)).toBeNull();
  const roles = led.map((name) => sandbox.store.grants.get(workspaceId(name))?.get(userId("lead")));
  expect(roles.toSorted(), "one workspace is enough to be a lead").toEqual([
    "workspace_admin",
    "workspace_user",
  ]);
});

test("a changed role that still fits the persona is kept", async () => {
  await asAdmin(() => changeMemberRole({ memberId: userId("member"), role: "user", expected: "developer" }));
  await signIn("member");
  expect(findUser("member")?.role).toBe("user");
  expect(await readRestorations()).toEqual([]);
});

test("a removed person is restored under the same ID, with the workspaces that aren't archived", async () => {
  const id = userId("member");
  const own = [...sandbox.store.grants].filter(([, granted]) => granted.has(id)).map(([at]) => at);
  await remove("member");
  await signIn("member");
  expect(userId("member")).toBe(id);
  const open = own.filter((at) => sandbox.store.workspaces.get(at)?.archived_at === null);
  const db = await database();
  const mirrored = await db.select().from(workspaceMembers).where(eq(workspaceMembers.userId, id));
  const here = mirrored.filter(({ goneAt }) => goneAt === null).map((row) => row.workspaceId);
  expect(here.toSorted()).toEqual(expect.arrayContaining(open.toSorted()));
  expect(open.length).toBeGreaterThan(0);
});

test("a person who was invited again under another ID is the persona", async () => {
  await remove("finance");
  const { id } = sandbox.users.add({ email: personas.finance.toUpperCase(), role: "user" });
  await signIn("finance");
  expect(sandbox.store.users.get(id)?.role).toBe("billing");
  expect((await getActor(personas.finance))?.memberId).toBe(id);
});

test("a mirror that is empty or outdated is brought up to date", async () => {
  const db = await database();
  await db.delete(workspaceMembers);
  await db.delete(workspaces);
  await db.delete(members);
  await signIn("lead");
  expect(await getActor(personas.lead)).toMatchObject({
    persona: "lead",
    workspaceIds: [expect.any(String), expect.any(String)],
  });
  await remove("member");
  resetSandbox();
  await signIn("member");
  expect((await getActor(personas.member))?.persona).toBe("member");
});
