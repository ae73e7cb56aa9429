import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog, readOnlyAudit } from "@/lib/core/audit/test-log";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { getRun, listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { loadRunSearch } from "@/lib/core/bulk/search-params";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes } from "@/lib/core/db/directory-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { type ActionCases, describeAction } from "@/lib/core/entry/test-action";
import { putSettings } from "@/lib/core/settings/store";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import {
  activateKey,
  archiveKey,
  changeKeys,
  deactivateKey,
  endKeyRotation,
  renameKey,
  rotateKey,
} from "./actions";
import { keyOperations } from "./bulk";
import { getKeyDetail } from "./detail-read-model";
import { listKeyHistory } from "./history-read-model";
import { addTraffic, readLatestUsage } from "./test-use";

const name = "target";
let sandbox: TestSandbox;
let keyId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  keyId = addKey();
  await syncDirectory();
  await readLatestUsage();
  sandbox.requests.clear();
});

function addKey(more: Parameters<typeof sandbox.keys.add>[0] = {}): string {
  return sandbox.keys.add({ name, scope: { type: "workspace", workspace_id: ledBy(personas.lead) }, ...more })
    .id;
}

function ledBy(email: string): string {
  const person = sandbox.store.users.list().find((user) => user.email === email);
  const grants = [...sandbox.store.grants].find(
    ([, roles]) => roles.get(person?.id ?? "") === "workspace_admin",
  );
  if (!grants) throw new Error(`${email} leads no workspace`);
  return grants[0];
}

const operations = {
  activate: { run: activateKey, before: "inactive", after: "active" },
  deactivate: { run: deactivateKey, before: "active", after: "inactive" },
  archive: { run: archiveKey, before: "active", after: "archived" },
} as const;
type Operation = keyof typeof operations;

const change = (
  operation: Operation,
  as: string = personas.admin,
  { id = keyId, expected = operations[operation].before as string, confirmedUse = false } = {},
) => inRequest({ as }, () => operations[operation].run({ keyId: id, expected, confirmedUse }));
const rename = (given: { name?: string; expected?: string } = {}, as: string = personas.admin, id = keyId) =>
  inRequest({ as }, () => renameKey({ keyId: id, name: "renamed", expected: name, ...given }));

async function readMirror(id = keyId) {
  const db = await database();
  const [row] = await db
    .select({ name: apiKeys.name, status: apiKeys.status, goneAt: apiKeys.goneAt })
    .from(apiKeys)
    .where(eq(apiKeys.id, id));
  return row && { name: row.name, status: row.status, isGone: row.goneAt !== null };
}

async function setStatus(status: "active" | "inactive" | "archived" | "expired"): Promise<void> {
  const record = sandbox.store.keys.get(keyId);
  if (!record) throw new Error("the sandbox lost the key");
  sandbox.store.keys.put({ ...record, key: { ...record.key, status } });
  await syncDirectory();
  await (await database()).delete(changes);
  sandbox.requests.clear();
}

const tell = () => sandbox.store.keys.get(keyId)?.key;
const path = () => `/api_keys/${keyId}`;

function loseAllButOneRead() {
  sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path: path(), times: 1 });
  sandbox.faults.add({ kind: "lost_before", path: path() });
}

const refuse = (error_code: string) =>
  sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", times: 1 });
const lose = (kind: "lost_after" | "lost_before") =>
  sandbox.faults.add({ kind, method: "POST", path: path(), times: 1 });

async function expectKey(shown: { name: string; status: string }) {
  expect(tell()).toMatchObject(shown);
  expect(await readMirror()).toEqual({ ...shown, isGone: false });
}

async function expectNoOutsideChange() {
  await syncDirectory();
  expect(await (await database()).select().from(changes)).toEqual([]);
}

function toCases(operation: Operation): ActionCases<string> {
  const { before, after } = operations[operation];
  const changed = async () => {
    await expectKey({ name, status: after });
    await expectNoOutsideChange();
  };
  return {
    run: (as) => change(operation, as),
    changed,
    unchanged: () => expectKey({ name, status: before }),
    allowed: {
      by: { "an admin": personas.admin },
      audit: () => ({
        targetId: keyId,
        targetLabel: name,
        before: { name, status: before },
        after: { name, status: after },
      }),
      leaves: async () => {
        await changed();
        expect(await listKeyHistory(permitFor("auditor", "keys:read"), keyId)).toMatchObject([
          {
            what: `api_key.${operation}`,
            outcome: "succeeded",
            differences: [{ field: "status", before, after }],
          },
        ]);
      },
    },
    forbidden: { by: { finance: personas.finance, "a member": personas.member } },
    refusedByApi: {
      given: () => refuse("org_api_key_limit_exceeded"),
      failure: { code: "refused", reason: "org_api_key_limit_exceeded" },
    },
    lost: {
      answer: { given: () => lose("lost_after"), audit: { after: { status: after } } },
      request: {
        given: () => lose("lost_before"),
        leaves: async () => {
          expect(sandbox.requests.get(`POST /v1/organizations${path()}`)).toBe(1);
          await expectKey({ name, status: before });
        },
      },
      both: { given: loseAllButOneRead },
    },
  };
}

describe("a key that is on", () => {
  describeAction("deactivateKey", toCases("deactivate"));
  describeAction("archiveKey", toCases("archive"));
});

describe("a key that is off", () => {
  beforeEach(() => setStatus("inactive"));
  describeAction("activateKey", toCases("activate"));
});

describe.each(["activate", "deactivate", "archive"] as const)("to %s a key", (operation) => {
  const { before } = operations[operation];
  beforeEach(() => setStatus(before));

  test("reports a conflict when another admin has changed the key since, and the mirror shows it", async () => {
    const record = sandbox.store.keys.get(keyId);
    const other = before === "active" ? "inactive" : "active";
    if (record) sandbox.store.keys.put({ ...record, key: { ...record.key, status: other } });
    expect((await change(operation)).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toMatchObject({ status: other });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("refuses a key that is archived already, and sends nothing", async () => {
    await setStatus("archived");
    expect((await change(operation)).serverError).toMatchObject({ code: "refused", reason: "archived_key" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("doesn't find an unknown key, and sends nothing", async () => {
    expect((await change(operation, personas.admin, { id: "apikey_none" })).serverError).toMatchObject({
      code: "not_found",
    });
    expect(listWrites()).toEqual([]);
  });
});

describe.each(["deactivate", "archive"] as const)("to %s a key that may be in use", (operation) => {
  const uses = [
    ["was used today", 0, "key_in_use"],
    ["was used seven days ago", 7, "key_in_use"],
    ["has traffic that nobody has read", null, "key_use_unknown"],
  ] as const;

  async function setUse(daysAgo: number | null): Promise<void> {
    if (daysAgo === null) await (await database()).delete(reportDays);
    else await addTraffic(keyId, daysAgo);
  }

  describe.each(uses)("one that %s", (_, daysAgo, reason) => {
    beforeEach(() => setUse(daysAgo));

    test("is refused without a confirmation, and nothing is sent", async () => {
      expect((await change(operation)).serverError).toMatchObject({ code: "refused", reason });
      expect(listWrites()).toEqual([]);
      expect(await readMirror()).toMatchObject({ status: "active" });
      expect(await readOnlyAudit()).toMatchObject({
        action: `api_key.${operation}`,
        outcome: "failed",
        errorCode: "refused",
      });
    });

    test("stops once it is confirmed, and the confirmation is audited", async () => {
      expect((await change(operation, personas.admin, { confirmedUse: true })).serverError).toBeUndefined();
      expect(tell()?.status).toBe(operations[operation].after);
      expect(await readOnlyAudit()).toMatchObject({
        outcome: "succeeded",
        request: { confirmedUse: true },
        after: { status: operations[operation].after },
      });
    });
  });

  test("one that was last used eight days ago stops without a question", async () => {
    await addTraffic(keyId, 8);
    expect((await change(operation)).serverError).toBeUndefined();
    expect(tell()?.status).toBe(operations[operation].after);
  });
});

describe("a key that is off already", () => {
  beforeEach(async () => {
    await addTraffic(keyId, 0);
    await setStatus("inactive");
  });

  test("is deactivated again without a question, because nothing stops", async () => {
    expect(
      (await change("deactivate", personas.admin, { expected: "inactive" })).serverError,
    ).toBeUndefined();
  });

  test("is not archived without one, because that is for good", async () => {
    const archiving = await change("archive", personas.admin, { expected: "inactive" });
    expect(archiving.serverError).toMatchObject({ reason: "key_in_use" });
    expect(await readMirror()).toMatchObject({ status: "inactive" });
  });
});

describe("an expired key", () => {
  beforeEach(() => setStatus("expired"));

  test.each(["activate", "deactivate"] as const)(
    "is refused when someone wants to %s it",
    async (operation) => {
      expect((await change(operation)).serverError).toMatchObject({ code: "refused", reason: "expired_key" });
      expect(listWrites()).toEqual([]);
    },
  );

  test("can be archived", async () => {
    expect((await change("archive", personas.admin, { expected: "expired" })).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ status: "archived" });
  });
});

describe("a lead", () => {
  test("switches a key of their workspace off and on", async () => {
    expect((await change("deactivate", personas.lead)).serverError).toBeUndefined();
    expect(tell()?.status).toBe("inactive");
    expect((await change("activate", personas.lead)).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ status: "active" });
  });

  test("confirms the use of a key of their workspace, and is refused without", async () => {
    await addTraffic(keyId, 2);
    expect((await change("deactivate", personas.lead)).serverError).toMatchObject({ reason: "key_in_use" });
    expect(tell()?.status).toBe("active");
    const confirmed = await change("deactivate", personas.lead, { confirmedUse: true });
    expect(confirmed.serverError).toBeUndefined();
    expect(tell()?.status).toBe("inactive");
  });

  test.each([
    ["of another workspace", "workspace"],
    ["of the whole organization", "organization"],
  ] as const)("finds no key %s", async (_, type) => {
    const led = ledBy(personas.lead);
    const other = sandbox.store.workspaces.list().find(({ id }) => id !== led);
    const scope = type === "workspace" ? { type, workspace_id: other?.id ?? "" } : { type };
    const id = addKey({ scope });
    await syncDirectory();
    sandbox.requests.clear();
    expect((await change("deactivate", personas.lead, { id })).serverError).toMatchObject({
      code: "not_found",
    });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });
});

describe("changing many keys", () => {
  let keyIds: string[];
  beforeEach(async () => {
    keyIds = [keyId, addKey({ name: "second" })];
    await syncDirectory();
    sandbox.requests.clear();
  });

  const start = (
    operation: Operation = "deactivate",
    as: string = personas.admin,
    confirmedKeyIds: string[] = [],
  ) => inRequest({ as }, () => changeKeys({ operation, keyIds, confirmedKeyIds }));

  async function readRun() {
    const { rows } = await listRuns(permitFor("admin", "bulk:read"), { page: 1 });
    return rows[0];
  }

  async function drain() {
    const runner = new BulkRunner(keyOperations);
    while ((await runner.step()) === 0);
  }

  describeAction("changeKeys", {
    run: (as) => start(as === personas.lead ? "archive" : "deactivate", as),
    changed: async ({ data }) => {
      const run = await readRun();
      expect(data).toEqual({ runId: run?.id });
      expect(run).toMatchObject({ operation: "api_key.deactivate", state: "running", counts: { queued: 2 } });
      expect(await readOnlyAudit()).toMatchObject({ after: { run: run?.id } });
    },
    unchanged: async () => expect(await readRun()).toBeUndefined(),
    allowed: {
      by: { "an admin": personas.admin },
      audit: { targetLabel: "api_key.deactivate", after: { rows: 2, needsApproval: false } },
    },
    forbidden: { by: { finance: personas.finance, "a lead, who archives none": personas.lead } },
    refusedByApi: { absent: "The run calls the API later, row by row." },
    lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
  });

  test("happens row by row in a run", async () => {
    const { data } = await start();
    await drain();
    expect(await readRun()).toMatchObject({ id: data?.runId, state: "finished", counts: { succeeded: 2 } });
    expect(await readMirror()).toMatchObject({ status: "inactive" });
  });

  test.each(["deactivate", "archive"] as const)(
    "to %s, one of them in use and not confirmed: refused, no run is begun",
    async (operation) => {
      await addTraffic(keyId, 3);
      for (const confirmed of [[], keyIds.slice(1), ["apikey_none"]])
        expect((await start(operation, personas.admin, confirmed)).serverError).toMatchObject({
          code: "refused",
          reason: "key_in_use",
        });
      expect(await readRun()).toBeUndefined();
      const items = await readAuditLog();
      expect(items.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual(
        Array(3).fill(["failed", "refused"]),
      );
    },
  );

  test("carries in each row what was confirmed for it", async () => {
    await addTraffic(keyId, 3);
    await start("deactivate", personas.admin, [keyId]);
    await drain();
    expect(await readRun()).toMatchObject({ counts: { succeeded: 2 } });
    const items = await readAuditLog();
    const confirmed = items.filter(({ request }) => Object(request).confirmedUse === true);
    expect(confirmed.map(({ targetId }) => targetId)).toEqual([keyId]);
  });

  test("keeps a key that comes into use while the run waits, and gives the reason", async () => {
    const { data } = await start();
    await addTraffic(keyId, 0);
    await drain();
    expect(await readRun()).toMatchObject({ counts: { succeeded: 1, failed: 1 } });
    expect(tell()?.status).toBe("active");
    const run = await getRun(permitFor("admin", "bulk:read"), data?.runId ?? "", loadRunSearch({}));
    expect(run.rows.find(({ targetId }) => targetId === keyId)).toMatchObject({
      state: "failed",
      reason: "key_in_use",
    });
  });

  test("activates keys in use without a question", async () => {
    await addTraffic(keyId, 0);
    expect((await start("activate")).serverError).toBeUndefined();
  });

  test("waits for the second person where archiving needs two", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    await start("archive");
    await drain();
    expect(await readRun()).toMatchObject({ state: "pending", counts: { queued: 2 } });
    expect(listWrites()).toEqual([]);
  });

  test("is invalid without a key or with too many", async () => {
    keyIds = [];
    expect((await start()).validationErrors).toMatchObject({ code: "invalid" });
    keyIds = Array.from({ length: 10_001 }, (_, index) => `apikey_${index}`);
    expect((await start()).validationErrors).toMatchObject({ code: "invalid" });
  });
});

describe("rotating a key", () => {
  let replacementId: string;
  beforeEach(async () => {
    replacementId = addKey({ name: "next" });
    await syncDirectory();
    sandbox.requests.clear();
  });

  const rotate = (as: string = personas.admin, id = replacementId) =>
    inRequest({ as }, () => rotateKey({ keyId, replacementId: id }));
  const endIt = (as: string = personas.admin) => inRequest({ as }, () => endKeyRotation({ keyId }));

  const readRotation = async () => (await getKeyDetail(permitFor("auditor", "keys:read"), keyId)).rotation;

  async function readNewest() {
    const items = await readAuditLog();
    return items[0];
  }

  const toRotation = (startedBy: string) =>
    expect.objectContaining({ replacement: expect.objectContaining({ id: replacementId }), startedBy });
  const leaders = { "an admin": personas.admin, "the lead": personas.lead };
  const noApi = { absent: "Rotations are Castellan's own; the API has none." };

  describeAction("rotateKey", {
    run: (as) => rotate(as),
    changed: async () =>
      expect(await readRotation()).toEqual(toRotation((await readNewest())?.actorEmail ?? "")),
    unchanged: async () => expect(await readRotation()).toBeNull(),
    allowed: { by: leaders, audit: () => ({ targetId: keyId, targetLabel: name }) },
    forbidden: { by: { finance: personas.finance } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("key_rotations", "insert", run) } },
  });

  describe("while it is under way", () => {
    beforeEach(async () => {
      expect((await rotate()).serverError).toBeUndefined();
    });

    describeAction("endKeyRotation", {
      run: endIt,
      changed: async () => expect(await readRotation()).toBeNull(),
      unchanged: async () => expect(await readRotation()).toEqual(toRotation(personas.admin)),
      allowed: { by: leaders, audit: () => ({ targetId: keyId, targetLabel: name }) },
      forbidden: { by: { finance: personas.finance } },
      refusedByApi: noApi,
      lost: { stored: { within: (run) => withBrokenTable("key_rotations", "update", run) } },
    });
  });

  test("refuses a key as its own replacement, one that is off, one that is archived, and a second end", async () => {
    expect((await rotate(personas.admin, keyId)).serverError).toMatchObject({
      reason: "unfit_replacement",
    });
    expect((await rotate(personas.admin, "apikey_none")).serverError).toMatchObject({
      code: "not_found",
    });
    expect((await endIt()).serverError).toMatchObject({ code: "conflict" });
    await setStatus("archived");
    expect((await rotate()).serverError).toMatchObject({ reason: "archived_key" });
    expect(await readNewest()).toMatchObject({ outcome: "failed", errorCode: "refused" });
    expect(await readRotation()).toBeNull();
  });

  test("lets another replacement take the place of the first", async () => {
    await rotate();
    const other = addKey({ name: "other" });
    await syncDirectory();
    await rotate(personas.admin, other);
    expect(await readRotation()).toMatchObject({ replacement: { id: other, name: "other" } });
  });
});

describeAction("renameKey", {
  run: (as) => rename({ name: "  renamed " }, as),
  changed: async () => {
    await expectKey({ name: "renamed", status: "active" });
    await expectNoOutsideChange();
  },
  unchanged: () => expectKey({ name, status: "active" }),
  allowed: {
    by: { "an admin": personas.admin },
    audit: () => ({ targetId: keyId, targetLabel: name, before: { name }, after: { name: "renamed" } }),
  },
  forbidden: { by: { "a member": personas.member } },
  refusedByApi: { given: () => refuse("workspace_policy_violation"), failure: { code: "refused" } },
  lost: {
    answer: { given: () => lose("lost_after") },
    request: { given: () => lose("lost_before") },
    both: { given: loseAllButOneRead },
  },
});

describe("renaming a key", () => {
  test("never overwrites a name that the person has not seen", async () => {
    expect((await rename({ expected: "older" })).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("is allowed for an expired key and refused for an archived one", async () => {
    await setStatus("expired");
    expect((await rename()).serverError).toBeUndefined();
    await setStatus("archived");
    expect((await rename({ expected: "renamed" })).serverError).toMatchObject({ reason: "archived_key" });
  });

  test.each(["", "   ", "x".repeat(501)])("is invalid with the name %j, and nothing is sent", async (bad) => {
    expect((await rename({ name: bad })).validationErrors).toMatchObject({
      fields: { name: expect.any(Array) },
    });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });

  test("never records key material", async () => {
    expect((await rename({ name: "sk-ant-api03-secret" })).serverError).toBeUndefined();
    expect(JSON.stringify(await readOnlyAudit())).not.toContain("sk-ant-api03-");
  });
});
