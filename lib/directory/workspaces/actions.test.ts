import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog, readOnlyAudit } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { decideRun } from "@/lib/core/bulk/store";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { putSettings } from "@/lib/core/settings/store";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { archiveWorkspace, askToArchiveWorkspace, createWorkspace, updateWorkspace } from "./actions";
import { workspaceOperations } from "./bulk";

const root = "/v1/organizations/workspaces";
const others = { finance: personas.finance, "a lead": personas.lead, "a member": personas.member };
let sandbox: TestSandbox;
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

/** The members of a new workspace are another noun. */
async function expectNoOutsideWorkspace() {
  await syncDirectory();
  const found = await (await database()).select().from(changes).where(eq(changes.noun, "workspace"));
  expect(found).toEqual([]);
}

const listNamed = (name: string) => sandbox.store.workspaces.list().filter((one) => one.name === name);

const refuse = (path: string, error_code?: string) =>
  sandbox.faults.add({ kind: "error", status: 400, ...(error_code && { error_code }), method: "POST", path });
const lose = (kind: "lost_after" | "lost_before", path: string) =>
  sandbox.faults.add({ kind, method: "POST", path, times: 1 });

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

  const isNew = eq(workspaces.name, "New one");
  const wasSentOnce = async () => {
    expect(countCreates()).toBe(1);
    await isNowhere();
  };
  const isNowhere = async () => {
    expect(listNamed("New one")).toEqual([]);
    expect(await (await database()).select().from(workspaces).where(isNew)).toEqual([]);
  };

  describeAction("createWorkspace", {
    run: (as) => create(as),
    changed: async ({ data }) => {
      const [made, ...more] = listNamed("New one");
      expect([data, more]).toEqual([
        { workspaceId: made?.id, note: null, isFoundAgain: expect.any(Boolean) },
        [],
      ]);
      expect(countCreates()).toBe(1);
      expect(await readMirror(made?.id)).toEqual({
        name: "New one",
        color: "#3B6FB6",
        tags: { env: "dev" },
        isArchived: false,
      });
      expect(await readOnlyAudit()).toMatchObject({ after: { id: made?.id, name: "New one" } });
      await expectNoOutsideWorkspace();
    },
    unchanged: isNowhere,
    allowed: { by: { "an admin": personas.admin }, audit: { targetId: null, targetLabel: "New one" } },
    forbidden: { by: others },
    refusedByApi: {
      given: () => refuse(root, "workspace_policy_violation"),
      failure: { code: "refused", reason: "workspace_policy_violation" },
    },
    lost: {
      answer: { given: () => lose("lost_after", root) },
      request: { given: () => lose("lost_before", root), leaves: wasSentOnce },
      both: { given: () => sandbox.faults.add({ kind: "lost_before", path: root }), leaves: wasSentOnce },
    },
  });

  test("says whether it was only found by its name, after a lost answer", async () => {
    expect((await create()).data).toMatchObject({ isFoundAgain: false });
    lose("lost_after", root);
    expect((await create()).data).toMatchObject({ isFoundAgain: true });
  });

  test("opens an incomplete one with a note, sends it once, and completes the mirror", async () => {
    const error_code = "workspace_created_incomplete";
    sandbox.faults.add({ kind: "error", status: 503, error_code, method: "POST", times: 1 });
    const { data } = await create();
    expect(data).toEqual({ workspaceId: listNamed("New one")[0]?.id, note: error_code, isFoundAgain: false });
    expect(countCreates()).toBe(1);
    expect(await readMirror(data?.workspaceId ?? "")).toMatchObject({
      name: "New one",
      tags: { env: "dev" },
    });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded", after: { note: error_code } });
    await expectNoOutsideWorkspace();
  });

  test("doesn't find one whose request was lost, and doesn't mistake an older one of that name for it", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: root, times: 1 });
    const { serverError } = await create(personas.admin, { ...given, name: "Checkout – prod" });
    expect(serverError).toMatchObject({ code: "api_unreachable" });
    expect(countCreates()).toBe(1);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
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

  const expectName = async (name: string) => {
    expect(sandbox.store.workspaces.get(workspaceId)?.name).toBe(name);
    expect(await readMirror()).toMatchObject({ name, tags: seenTags });
  };

  describeAction("updateWorkspace", {
    run: (as) => update(rename, as),
    changed: async () => {
      await expectName("Till");
      await expectNoOutsideChange();
    },
    unchanged: () => expectName("Checkout – prod"),
    allowed: {
      by: { "an admin": personas.admin },
      audit: () => ({
        targetId: workspaceId,
        targetLabel: "Checkout – prod",
        before: { name: "Checkout – prod" },
        after: { name: "Till" },
      }),
    },
    forbidden: { by: others },
    refusedByApi: {
      given: () => refuse(path(), "workspace_policy_violation"),
      failure: { code: "refused", reason: "workspace_policy_violation" },
    },
    lost: {
      answer: { given: () => lose("lost_after", path()) },
      request: { given: () => lose("lost_before", path()) },
      both: { given: () => loseAllButOneRead(path()) },
    },
  });

  test("changes tags and color, removes a tag with null, and sends the name unchanged", async () => {
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

  test("is refused for Default with the reason, and nothing is sent", async () => {
    const { serverError } = await inRequest({ as: personas.admin }, () =>
      updateWorkspace({ workspaceId: defaultId, ...rename }),
    );
    expect(serverError).toMatchObject({ code: "refused", reason: "default_workspace" });
    expect(sandbox.requests.size).toBe(0);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("is refused when another person has changed it since, whose change is mirrored and audited", async () => {
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

  test("keeps another person's new name when only a tag changes", async () => {
    const present = sandbox.store.workspaces.get(workspaceId);
    if (present) sandbox.store.workspaces.put({ ...present, name: "Theirs" });
    await update({ change: { tags: { env: "test" } }, seen: { tags: { env: "prod" } } });
    expect(await readMirror()).toMatchObject({ name: "Theirs", tags: { cost_center: "4410", env: "test" } });
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

  test("finds that changes have succeeded that may not have been saved and were", async () => {
    const error_code = "change_outcome_unknown";
    const fault = { kind: "lost_after", status: 503, error_code, method: "POST", path: path() } as const;
    sandbox.faults.add({ ...fault, times: 1 });
    expect((await update()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ name: "Till" });
  });

  test("asks the person to save changes again that may have been saved and weren't", async () => {
    const error_code = "change_outcome_unknown";
    sandbox.faults.add({ kind: "error", status: 503, error_code, method: "POST", path: path(), times: 1 });
    expect((await update()).serverError).toMatchObject({ code: "api_failed", reason: error_code });
    expect(await readMirror()).toMatchObject({ name: "Checkout – prod" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
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

  const isOpen = async () => {
    expect(sandbox.store.workspaces.get(workspaceId)?.archived_at).toBeNull();
    expect(await readMirror()).toMatchObject({ isArchived: false });
  };

  describeAction("archiveWorkspace", {
    run: (as) => archive(as),
    changed: async ({ data }) => {
      expect(data).toEqual({ note: null });
      expect(sandbox.store.workspaces.get(workspaceId)?.archived_at).toEqual(expect.any(String));
      expect(await readMirror()).toMatchObject({ isArchived: true });
      expect(await listKeyStatuses()).toEqual(["archived"]);
      await expectNoOutsideChange();
    },
    unchanged: isOpen,
    allowed: {
      by: { "an admin": personas.admin },
      audit: () => ({ targetId: workspaceId, targetLabel: "Checkout – prod" }),
    },
    forbidden: { by: others },
    refusedByApi: { given: () => refuse(path()), failure: { code: "refused" } },
    lost: {
      answer: { given: () => lose("lost_after", path()) },
      request: { given: () => lose("lost_before", path()) },
    },
  });

  test("is refused for Default, an archived one, and an unknown one, and nothing is sent", async () => {
    const old = listNamed("Legacy chatbot")[0]?.id ?? "";
    expect((await archive(personas.admin, defaultId)).serverError).toMatchObject({
      reason: "default_workspace",
    });
    expect((await archive(personas.admin, old)).serverError).toMatchObject({ reason: "archived_workspace" });
    expect((await archive(personas.admin, "none")).serverError).toMatchObject({ code: "not_found" });
    expect(listWrites()).toEqual([]);
  });

  test("succeeds with a note when storage is attached", async () => {
    const error_code = "storage_attached_during_archive";
    sandbox.faults.add({ kind: "error", status: 409, error_code, method: "POST", path: path(), times: 1 });
    expect((await archive()).data).toEqual({ note: error_code });
    expect(await readMirror()).toMatchObject({ isArchived: true });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded", after: { note: error_code } });
  });

  const ask = (as: string) => inRequest({ as }, () => askToArchiveWorkspace({ workspaceId }));
  const listRunIds = async () => {
    const runs = await (await database()).select().from(bulkRuns);
    return runs.map(({ id, operation }) => [operation, id]);
  };

  describeAction("askToArchiveWorkspace", {
    run: ask,
    changed: async ({ data }) => {
      const [[operation, runId] = [], ...more] = await listRunIds();
      expect([operation, more]).toEqual(["workspace.archive", []]);
      expect(data).toEqual({ runId });
      expect(await readOnlyAudit()).toMatchObject({ after: { run: runId } });
      await isOpen();
    },
    unchanged: async () => expect(await listRunIds()).toEqual([]),
    allowed: {
      by: { "an admin": personas.admin },
      audit: { targetLabel: "workspace.archive", after: { rows: 1, needsApproval: false } },
    },
    forbidden: { by: others },
    refusedByApi: { absent: "The run calls the API later." },
    lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
  });

  test("is refused to one person under the two-person rule, and waits in a run for a second admin", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    expect((await archive()).serverError).toMatchObject({ reason: "second_admin_needed" });
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

  test("reports a conflict when another person changed it, and never changes where data rests", async () => {
    expect(
      (await update(anywhere, { ...onlyUs, allowedInferenceGeos: ["us", "global"] })).serverError,
    ).toMatchObject({ code: "conflict" });
    await update({ ...anywhere, workspaceGeo: "eu" }, onlyUs);
    expect(readResidency()).toMatchObject({ workspace_geo: "us", allowed_inference_geos: "unrestricted" });
  });

  test("finds a change whose answer was lost by what the workspace shows", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: workspaceId, times: 1 });
    expect((await update(anywhere, onlyUs)).serverError).toBeUndefined();
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });
});
