import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAuditLog, readOnlyAudit } from "@/lib/audit/test-log";
import { addMember } from "@/lib/auth/test-directory";
import { newActor, permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { BulkRunner } from "@/lib/bulk/runner";
import { decideRun } from "@/lib/bulk/store";
import { database } from "@/lib/db/client";
import { apiKeys, changes, workspaces } from "@/lib/db/directory-tables";
import { resetDatabase } from "@/lib/db/test-database";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { putSettings } from "@/lib/settings/store";
import { syncDirectory } from "@/lib/sync/directory";
import { listWrites, resetSandbox } from "@/lib/sync/test-sandbox";
import { archiveWorkspace, askToArchiveWorkspace, createWorkspace, updateWorkspace } from "./actions";
import { workspaceOperations } from "./bulk";

const root = "/v1/organizations/workspaces";
let sandbox: Sandbox;
let workspaceId: string;
let defaultId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  defaultId = sandbox.store.defaultWorkspaceId;
  workspaceId = sandbox.store.workspaces.list().find(({ name }) => name === "Checkout – prod")?.id ?? "";
  await syncDirectory();
  sandbox.requests.clear();
});

async function readMirror(id = workspaceId) {
  const db = await database();
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id));
  return (
    row && { name: row.name, color: row.displayColor, tags: row.tags, isArchived: row.archivedAt !== null }
  );
}

async function expectNoOutsideChange() {
  await syncDirectory();
  expect(await (await database()).select().from(changes)).toEqual([]);
}

const listNamed = (name: string) => sandbox.store.workspaces.list().filter((one) => one.name === name);

function loseAllButOneRead(path: string) {
  sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path, times: 1 });
  sandbox.faults.add({ kind: "lost_before", path });
}

describe("creating a workspace", () => {
  const tags: Record<string, string> = { env: "dev" };
  const given = { name: "New one", displayColor: "#3B6FB6", tags };
  const create = (as: string = personas.admin, input = given) =>
    inRequest({ as }, () => createWorkspace(input));
  const countCreates = () => sandbox.requests.get(`POST ${root}`) ?? 0;

  test("allowed: is in the API, the mirror and the log, by its name", async () => {
    const { data } = await create();
    expect(data).toEqual({ workspaceId: listNamed("New one")[0]?.id, note: null });
    expect(await readMirror(data?.workspaceId ?? "")).toEqual({
      name: "New one",
      color: "#3B6FB6",
      tags: { env: "dev" },
      isArchived: false,
    });
    expect(await readOnlyAudit()).toMatchObject({
      action: "workspace.create",
      targetId: null,
      targetLabel: "New one",
      outcome: "succeeded",
      after: { id: data?.workspaceId, name: "New one" },
    });
    await syncDirectory();
    const found = await (await database()).select().from(changes).where(eq(changes.noun, "workspace"));
    expect(found).toEqual([]);
  });

  test.each([personas.finance, personas.lead, personas.member])("forbidden to %s", async (as) => {
    expect((await create(as)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused by the API: nothing is there", async () => {
    sandbox.faults.add({
      kind: "error",
      status: 400,
      error_code: "workspace_policy_violation",
      method: "POST",
    });
    expect((await create()).serverError).toMatchObject({
      code: "refused",
      reason: "workspace_policy_violation",
    });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("made but not complete: is opened with the note, sent once, and the mirror is completed", async () => {
    const error_code = "workspace_created_incomplete";
    sandbox.faults.add({ kind: "error", status: 503, error_code, method: "POST", times: 1 });
    const { data } = await create();
    expect(data).toEqual({ workspaceId: listNamed("New one")[0]?.id, note: error_code });
    expect(countCreates()).toBe(1);
    expect(await readMirror(data?.workspaceId ?? "")).toMatchObject({
      name: "New one",
      tags: { env: "dev" },
    });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded", after: { note: error_code } });
    await syncDirectory();
    const found = await (await database()).select().from(changes).where(eq(changes.noun, "workspace"));
    expect(found).toEqual([]);
  });

  test("answer lost after the creation: found by its name among the new ones, never sent again", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: root, times: 1 });
    expect((await create()).data?.workspaceId).toBe(listNamed("New one")[0]?.id);
    expect(listNamed("New one")).toHaveLength(1);
    expect(countCreates()).toBe(1);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before the creation: not found, and one of that name from before is another", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: root, times: 1 });
    const { serverError } = await create(personas.admin, { ...given, name: "Checkout – prod" });
    expect(serverError).toMatchObject({ code: "api_unreachable" });
    expect(countCreates()).toBe(1);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: root });
    expect((await create()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(countCreates()).toBe(1);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown", errorCode: "outcome_unknown" });
  });

  test.each([
    { name: " " },
    { name: "x".repeat(41) },
    { displayColor: "red" },
    { tags: { anthropic_x: "1" } },
  ])("%j is no input", async (wrong) => {
    const { validationErrors } = await create(personas.admin, { ...given, ...wrong });
    expect(validationErrors).toMatchObject({ code: "invalid" });
    expect(listWrites()).toEqual([]);
  });
});

describe("changing a workspace", () => {
  const seenTags = { cost_center: "4410", env: "prod" };
  const rename = { change: { name: "Till", tags: {} }, seen: { name: "Checkout – prod", tags: {} } };
  const update = (
    input: Pick<Parameters<typeof updateWorkspace>[0], "change" | "seen"> = rename,
    as: string = personas.admin,
  ) => inRequest({ as }, () => updateWorkspace({ workspaceId, ...input }));
  const path = () => `/workspaces/${workspaceId}`;

  test("allowed: a new name", async () => {
    expect((await update()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ name: "Till", tags: seenTags });
    expect(await readOnlyAudit()).toMatchObject({
      action: "workspace.update",
      targetId: workspaceId,
      targetLabel: "Checkout – prod",
      outcome: "succeeded",
      before: { name: "Checkout – prod" },
      after: { name: "Till" },
    });
    await expectNoOutsideChange();
  });

  test("allowed: tags and color; null takes a tag away, and the name goes along unchanged", async () => {
    const change = { displayColor: "#112233", tags: { env: null, cost_center: "1", team: "x" } };
    const seen = { displayColor: "#2F7D5B", tags: { env: "prod", cost_center: "4410", team: null } };
    expect((await update({ change, seen })).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({
      name: "Checkout – prod",
      color: "#112233",
      tags: { cost_center: "1", team: "x" },
    });
    await expectNoOutsideChange();
  });

  test.each([personas.finance, personas.lead, personas.member])("forbidden to %s", async (as) => {
    expect((await update(rename, as)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("of Default: refused by us with the reason, nothing is asked", async () => {
    const { serverError } = await inRequest({ as: personas.admin }, () =>
      updateWorkspace({ workspaceId: defaultId, ...rename }),
    );
    expect(serverError).toMatchObject({ code: "refused", reason: "default_workspace" });
    expect(sandbox.requests.size).toBe(0);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("changed by another since it was seen: refused, and the other's change is here and audited", async () => {
    const present = sandbox.store.workspaces.get(workspaceId);
    if (present) sandbox.store.workspaces.put({ ...present, name: "Theirs" });
    expect((await update()).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toMatchObject({ name: "Theirs" });
    expect(await (await database()).select().from(changes)).toMatchObject([
      { noun: "workspace", targetId: workspaceId, after: { name: "Theirs" } },
    ]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("another's new name is kept where only a tag changes", async () => {
    const present = sandbox.store.workspaces.get(workspaceId);
    if (present) sandbox.store.workspaces.put({ ...present, name: "Theirs" });
    await update({ change: { tags: { env: "test" } }, seen: { tags: { env: "prod" } } });
    expect(await readMirror()).toMatchObject({ name: "Theirs", tags: { cost_center: "4410", env: "test" } });
  });

  test("refused by the API: the mirror stays", async () => {
    const error_code = "workspace_policy_violation";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST" });
    expect((await update()).serverError).toMatchObject({ code: "refused", reason: error_code });
    expect(await readMirror()).toMatchObject({ name: "Checkout – prod" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test.each([
    ["workspace_changed_concurrently", 409, "conflict"],
    ["external_key_changed", 409, "conflict"],
    ["external_key_validation_failed", 400, "refused"],
    ["external_key_validation_timed_out", 400, "refused"],
    ["key_profile_mismatch", 400, "refused"],
    ["storage_profile_mismatch", 400, "refused"],
  ])("refused by the API with %s: the reason gets its own sentence", async (error_code, status, code) => {
    sandbox.faults.add({ kind: "error", status, error_code, method: "POST" });
    expect((await update()).serverError).toMatchObject({ code, reason: error_code });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: code });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(), times: 1 });
    expect((await update()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ name: "Till" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("changes that may be saved and are: found to have succeeded", async () => {
    const error_code = "change_outcome_unknown";
    const fault = { kind: "lost_after", status: 503, error_code, method: "POST", path: path() } as const;
    sandbox.faults.add({ ...fault, times: 1 });
    expect((await update()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ name: "Till" });
  });

  test("changes that may be saved and are not: the person learns to save them again", async () => {
    const error_code = "change_outcome_unknown";
    sandbox.faults.add({ kind: "error", status: 503, error_code, method: "POST", path: path(), times: 1 });
    expect((await update()).serverError).toMatchObject({ code: "api_failed", reason: error_code });
    expect(await readMirror()).toMatchObject({ name: "Checkout – prod" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the API dead after the sending: unknown", async () => {
    loseAllButOneRead(path());
    expect((await update()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror()).toMatchObject({ name: "Checkout – prod" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown" });
  });
});

describe("archiving a workspace", () => {
  const archive = (as: string = personas.admin, id = workspaceId) =>
    inRequest({ as }, () => archiveWorkspace({ workspaceId: id }));
  const path = () => `/workspaces/${workspaceId}/archive`;

  async function listKeyStatuses() {
    const db = await database();
    const rows = await db
      .selectDistinct({ status: apiKeys.status })
      .from(apiKeys)
      .where(eq(apiKeys.workspaceId, workspaceId));
    return rows.map(({ status }) => status);
  }

  test("allowed: ends the keys as well, and that is no outside change", async () => {
    expect((await archive()).data).toEqual({ note: null });
    expect(await readMirror()).toMatchObject({ isArchived: true });
    expect(await listKeyStatuses()).toEqual(["archived"]);
    expect(await readOnlyAudit()).toMatchObject({
      action: "workspace.archive",
      targetId: workspaceId,
      targetLabel: "Checkout – prod",
      outcome: "succeeded",
    });
    await expectNoOutsideChange();
  });

  test.each([personas.finance, personas.lead, personas.member])("forbidden to %s", async (as) => {
    expect((await archive(as)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("of Default, an archived, or an unknown one: refused by us, nothing is sent", async () => {
    const old = listNamed("Legacy chatbot")[0]?.id ?? "";
    expect((await archive(personas.admin, defaultId)).serverError).toMatchObject({
      reason: "default_workspace",
    });
    expect((await archive(personas.admin, old)).serverError).toMatchObject({ reason: "archived_workspace" });
    expect((await archive(personas.admin, "none")).serverError).toMatchObject({ code: "not_found" });
    expect(listWrites()).toEqual([]);
  });

  test("refused by the API: the mirror stays", async () => {
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: path() });
    expect((await archive()).serverError).toMatchObject({ code: "refused" });
    expect(await readMirror()).toMatchObject({ isArchived: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("with storage attached: archived anyway, with a note", async () => {
    const error_code = "storage_attached_during_archive";
    sandbox.faults.add({ kind: "error", status: 409, error_code, method: "POST", path: path(), times: 1 });
    expect((await archive()).data).toEqual({ note: error_code });
    expect(await readMirror()).toMatchObject({ isArchived: true });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded", after: { note: error_code } });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(), times: 1 });
    expect((await archive()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ isArchived: true });
    expect(await listKeyStatuses()).toEqual(["archived"]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before the change: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: path(), times: 1 });
    expect((await archive()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readMirror()).toMatchObject({ isArchived: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the two-person rule on: refused alone, and by a run only once a second admin approves", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    expect((await archive()).serverError).toMatchObject({ reason: "second_admin_needed" });
    const ask = (as: string) => inRequest({ as }, () => askToArchiveWorkspace({ workspaceId }));
    expect((await ask(personas.lead)).serverError).toMatchObject({ code: "forbidden" });
    const { data } = await ask(personas.admin);
    const runner = new BulkRunner(workspaceOperations);
    await runner.step();
    expect(await readMirror()).toMatchObject({ isArchived: false });
    expect(listWrites()).toEqual([]);
    await addMember("second", "admin");
    const other = newActor("admin", { email: "second@northwind.example", memberId: "second" });
    const second = permitFor(other, "bulk:approve");
    await db.transaction((tx) => decideRun(tx, second, data?.runId ?? "", true));
    await runner.step();
    expect(await readMirror()).toMatchObject({ isArchived: true });
    const items = await readAuditLog();
    expect(items.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["workspace.archive", "succeeded"],
      ["bulk.start", "succeeded"],
      ["bulk.start", "failed"],
      ["workspace.archive", "failed"],
    ]);
  });
});

describe("data residency", () => {
  const anywhere = { defaultInferenceGeo: "global", allowedInferenceGeos: "unrestricted" as const };
  const onlyUs = { defaultInferenceGeo: "us", allowedInferenceGeos: ["us"] };
  const update = (residency: object, seen: object) =>
    inRequest({ as: personas.admin }, () =>
      // @ts-expect-error: some of these are what the server has to see for itself
      updateWorkspace({ workspaceId, change: { residency }, seen: { residency: seen } }),
    );
  const readResidency = () => sandbox.store.workspaces.get(workspaceId)?.data_residency;

  test("is chosen with a new workspace, and its default must be allowed", async () => {
    const create = (residency: { workspaceGeo: string } & typeof onlyUs) =>
      inRequest({ as: personas.admin }, () =>
        createWorkspace({ name: "Here only", displayColor: "#3B6FB6", residency }),
      );
    const wrong = await create({ workspaceGeo: "us", ...onlyUs, defaultInferenceGeo: "global" });
    expect(wrong.validationErrors).toMatchObject({ code: "invalid" });
    expect(listWrites()).toEqual([]);
    await create({ workspaceGeo: "us", ...onlyUs });
    expect(listNamed("Here only")).toMatchObject([
      {
        data_residency: { workspace_geo: "us", default_inference_geo: "us", allowed_inference_geos: ["us"] },
      },
    ]);
  });

  test("is changed as a whole, and back", async () => {
    expect((await update(anywhere, onlyUs)).serverError).toBeUndefined();
    expect(readResidency()).toMatchObject({ allowed_inference_geos: "unrestricted" });
    expect(await readOnlyAudit()).toMatchObject({
      before: { dataResidency: { allowed_inference_geos: ["us"] } },
      after: { dataResidency: { allowed_inference_geos: "unrestricted" } },
    });
    expect((await update(onlyUs, anywhere)).serverError).toBeUndefined();
    expect(readResidency()).toMatchObject({ default_inference_geo: "us", allowed_inference_geos: ["us"] });
  });

  test("changed by another meanwhile: a conflict; where data rests cannot be changed at all", async () => {
    expect(
      (await update(anywhere, { ...onlyUs, allowedInferenceGeos: ["us", "global"] })).serverError,
    ).toMatchObject({ code: "conflict" });
    await update({ ...anywhere, workspaceGeo: "eu" }, onlyUs);
    expect(readResidency()).toMatchObject({ workspace_geo: "us", allowed_inference_geos: "unrestricted" });
  });

  test("an answer lost after the change is found by what the workspace shows", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: workspaceId, times: 1 });
    expect((await update(anywhere, onlyUs)).serverError).toBeUndefined();
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });
});
