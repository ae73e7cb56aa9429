import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAuditLog, readOnlyAudit } from "@/lib/audit/test-log";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { getRun, listRuns } from "@/lib/bulk/list-read-model";
import { BulkRunner } from "@/lib/bulk/runner";
import { loadRunSearch } from "@/lib/bulk/search-params";
import { database } from "@/lib/db/client";
import { apiKeys, changes } from "@/lib/db/directory-tables";
import { reportDays } from "@/lib/db/report-tables";
import { resetDatabase } from "@/lib/db/test-database";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { putSettings } from "@/lib/settings/store";
import { syncDirectory } from "@/lib/sync/directory";
import { listWrites, resetSandbox } from "@/lib/sync/test-sandbox";
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
let sandbox: Sandbox;
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

const acts = {
  activate: { run: activateKey, before: "inactive", after: "active" },
  deactivate: { run: deactivateKey, before: "active", after: "inactive" },
  archive: { run: archiveKey, before: "active", after: "archived" },
} as const;
type Act = keyof typeof acts;

const change = (
  act: Act,
  as: string = personas.admin,
  { id = keyId, expected = acts[act].before as string, confirmedUse = false } = {},
) => inRequest({ as }, () => acts[act].run({ keyId: id, expected, confirmedUse }));
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

describe.each(["activate", "deactivate", "archive"] as const)("to %s a key", (act) => {
  const { before, after } = acts[act];
  beforeEach(() => setStatus(before));

  test("allowed: changes the API, the mirror and the log, and is no outside change", async () => {
    expect((await change(act)).serverError).toBeUndefined();
    expect(tell()?.status).toBe(after);
    expect(await readMirror()).toEqual({ name, status: after, isGone: false });
    expect(await readOnlyAudit()).toMatchObject({
      action: `api_key.${act}`,
      targetId: keyId,
      targetLabel: name,
      actorEmail: personas.admin,
      outcome: "succeeded",
      before: { name, status: before },
      after: { name, status: after },
    });
    await syncDirectory();
    expect(await (await database()).select().from(changes)).toEqual([]);
    expect(await listKeyHistory(permitFor("auditor", "keys:read"), keyId)).toMatchObject([
      { what: `api_key.${act}`, outcome: "succeeded", differences: [{ field: "status", before, after }] },
    ]);
  });

  test.each([personas.finance, personas.member])("forbidden to %s: sends nothing", async (as) => {
    expect((await change(act, as)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toMatchObject({ status: before });
    expect(await readOnlyAudit()).toMatchObject({
      actorEmail: as,
      outcome: "failed",
      errorCode: "forbidden",
    });
  });

  test("refused by the API: the mirror stays", async () => {
    const error_code = "org_api_key_limit_exceeded";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", times: 1 });
    expect((await change(act)).serverError).toMatchObject({ code: "refused", reason: error_code });
    expect(tell()?.status).toBe(before);
    expect(await readMirror()).toMatchObject({ status: before });
    expect(await readOnlyAudit()).toMatchObject({
      outcome: "failed",
      errorCode: "refused",
      requestId: expect.stringMatching(/^req_/),
    });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(), times: 1 });
    expect((await change(act)).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ status: after });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded", after: { status: after } });
  });

  test("lost before the change: found to have failed, and sent once", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: path(), times: 1 });
    expect((await change(act)).serverError).toMatchObject({ code: "api_unreachable" });
    expect(sandbox.requests.get(`POST /v1/organizations${path()}`)).toBe(1);
    expect(await readMirror()).toMatchObject({ status: before });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the API dead after the sending: unknown", async () => {
    loseAllButOneRead();
    expect((await change(act)).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror()).toMatchObject({ status: before });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown", errorCode: "outcome_unknown" });
  });

  test("of a key that another admin has changed since: a conflict, and the mirror shows it", async () => {
    const record = sandbox.store.keys.get(keyId);
    const other = before === "active" ? "inactive" : "active";
    if (record) sandbox.store.keys.put({ ...record, key: { ...record.key, status: other } });
    expect((await change(act)).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toMatchObject({ status: other });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("of a key that is archived already: refused by us, nothing is sent", async () => {
    await setStatus("archived");
    expect((await change(act)).serverError).toMatchObject({ code: "refused", reason: "archived_key" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("of an unknown key: not found, nothing is sent", async () => {
    expect((await change(act, personas.admin, { id: "apikey_none" })).serverError).toMatchObject({
      code: "not_found",
    });
    expect(listWrites()).toEqual([]);
  });
});

describe.each(["deactivate", "archive"] as const)("to %s a key that may be in use", (act) => {
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

    test("without a confirmation: refused by us, nothing is sent", async () => {
      expect((await change(act)).serverError).toMatchObject({ code: "refused", reason });
      expect(listWrites()).toEqual([]);
      expect(await readMirror()).toMatchObject({ status: "active" });
      expect(await readOnlyAudit()).toMatchObject({
        action: `api_key.${act}`,
        outcome: "failed",
        errorCode: "refused",
      });
    });

    test("allowed: confirmed, it stops, and the confirmation is audited", async () => {
      expect((await change(act, personas.admin, { confirmedUse: true })).serverError).toBeUndefined();
      expect(tell()?.status).toBe(acts[act].after);
      expect(await readOnlyAudit()).toMatchObject({
        outcome: "succeeded",
        request: { confirmedUse: true },
        after: { status: acts[act].after },
      });
    });
  });

  test("forbidden: a confirmation gives no right", async () => {
    await addTraffic(keyId, 1);
    expect((await change(act, personas.finance, { confirmedUse: true })).serverError).toMatchObject({
      code: "forbidden",
    });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused by the API: it continues, confirmed or not", async () => {
    await addTraffic(keyId, 1);
    const error_code = "workspace_policy_violation";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", times: 1 });
    expect((await change(act, personas.admin, { confirmedUse: true })).serverError).toMatchObject({
      code: "refused",
      reason: error_code,
    });
    expect(tell()?.status).toBe("active");
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("answer lost: found to have stopped", async () => {
    await addTraffic(keyId, 1);
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(), times: 1 });
    expect((await change(act, personas.admin, { confirmedUse: true })).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ status: acts[act].after });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("one that was last used eight days ago stops without a question", async () => {
    await addTraffic(keyId, 8);
    expect((await change(act)).serverError).toBeUndefined();
    expect(tell()?.status).toBe(acts[act].after);
  });
});

describe("a key that is off already", () => {
  beforeEach(async () => {
    await addTraffic(keyId, 0);
    await setStatus("inactive");
  });

  test("is deactivated again without a question: nothing stops", async () => {
    expect(
      (await change("deactivate", personas.admin, { expected: "inactive" })).serverError,
    ).toBeUndefined();
  });

  test("is not archived without one: that is for good", async () => {
    const archiving = await change("archive", personas.admin, { expected: "inactive" });
    expect(archiving.serverError).toMatchObject({ reason: "key_in_use" });
    expect(await readMirror()).toMatchObject({ status: "inactive" });
  });
});

describe("an expired key", () => {
  beforeEach(() => setStatus("expired"));

  test.each(["activate", "deactivate"] as const)("is never to %s: refused by us", async (act) => {
    expect((await change(act)).serverError).toMatchObject({ code: "refused", reason: "expired_key" });
    expect(listWrites()).toEqual([]);
  });

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

  test("neither archives nor renames it", async () => {
    expect((await change("archive", personas.lead)).serverError).toMatchObject({ code: "forbidden" });
    expect((await rename({}, personas.lead)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toMatchObject({ name, status: "active" });
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

  const start = (act: Act = "deactivate", as: string = personas.admin, confirmedKeyIds: string[] = []) =>
    inRequest({ as }, () => changeKeys({ act, keyIds, confirmedKeyIds }));

  async function readRun() {
    const { rows } = await listRuns(permitFor("admin", "bulk:read"), { page: 1 });
    return rows[0];
  }

  async function drain() {
    const runner = new BulkRunner(keyOperations);
    while ((await runner.step()) === 0);
  }

  test("allowed: a run does it row by row, and its start is audited", async () => {
    const { data } = await start();
    expect(await readOnlyAudit()).toMatchObject({
      action: "bulk.start",
      targetLabel: "api_key.deactivate",
      outcome: "succeeded",
      after: { run: data?.runId, rows: 2, needsApproval: false },
    });
    await drain();
    expect(await readRun()).toMatchObject({ id: data?.runId, state: "finished", counts: { succeeded: 2 } });
    expect(await readMirror()).toMatchObject({ status: "inactive" });
  });

  test.each([
    ["deactivate", personas.finance],
    ["archive", personas.lead],
  ] as const)("to %s, forbidden to %s: no run is begun", async (act, as) => {
    expect((await start(act, as)).serverError).toMatchObject({ code: "forbidden" });
    expect(await readRun()).toBeUndefined();
    expect(await readOnlyAudit()).toMatchObject({
      actorEmail: as,
      outcome: "failed",
      errorCode: "forbidden",
    });
  });

  test("refused by the API for one: the others are done", async () => {
    const error_code = "workspace_policy_violation";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", path: path(), times: 1 });
    await start();
    await drain();
    expect(await readRun()).toMatchObject({ state: "finished", counts: { succeeded: 1, failed: 1 } });
    const items = await readAuditLog();
    expect(items.map(({ outcome }) => outcome)).toEqual(["succeeded", "failed", "succeeded"]);
  });

  test("answer lost of one: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(), times: 1 });
    await start();
    await drain();
    expect(await readRun()).toMatchObject({ counts: { succeeded: 2 } });
    const items = await readAuditLog();
    expect(items.map(({ outcome }) => outcome)).toEqual(["succeeded", "succeeded", "succeeded"]);
  });

  test.each(["deactivate", "archive"] as const)(
    "to %s, one of them in use and not confirmed: refused, no run is begun",
    async (act) => {
      await addTraffic(keyId, 3);
      for (const confirmed of [[], keyIds.slice(1), ["apikey_none"]])
        expect((await start(act, personas.admin, confirmed)).serverError).toMatchObject({
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

  test("one of them in use and confirmed: each row carries what was confirmed for it", async () => {
    await addTraffic(keyId, 3);
    await start("deactivate", personas.admin, [keyId]);
    await drain();
    expect(await readRun()).toMatchObject({ counts: { succeeded: 2 } });
    const items = await readAuditLog();
    const confirmed = items.filter(({ request }) => Object(request).confirmedUse === true);
    expect(confirmed.map(({ targetId }) => targetId)).toEqual([keyId]);
  });

  test("one that comes into use while the run waits is kept, with the reason", async () => {
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

  test("keys in use are activated without a question", async () => {
    await addTraffic(keyId, 0);
    expect((await start("activate")).serverError).toBeUndefined();
  });

  test("where two persons are needed, archiving waits for the second", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    await start("archive");
    await drain();
    expect(await readRun()).toMatchObject({ state: "pending", counts: { queued: 2 } });
    expect(listWrites()).toEqual([]);
  });

  test("without a key, or with too many: invalid", async () => {
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

  const acts = {
    rotate: (as: string = personas.admin, id = replacementId) =>
      inRequest({ as }, () => rotateKey({ keyId, replacementId: id })),
    end_rotation: (as: string = personas.admin) => inRequest({ as }, () => endKeyRotation({ keyId })),
  };

  const readRotation = async () => (await getKeyDetail(permitFor("auditor", "keys:read"), keyId)).rotation;

  async function readNewest() {
    const items = await readAuditLog();
    return items[0];
  }

  async function withoutStore<T>(act: () => Promise<T>): Promise<T> {
    const db = await database();
    await db.execute(sql`alter table key_rotations rename to key_rotations_away`);
    try {
      return await act();
    } finally {
      await db.execute(sql`alter table key_rotations_away rename to key_rotations`);
    }
  }

  describe.each(["rotate", "end_rotation"] as const)("%s", (act) => {
    const isBegun = act === "end_rotation";
    beforeEach(async () => {
      if (isBegun) await acts.rotate();
    });

    test.each([personas.admin, personas.lead])(
      "allowed to %s: on record, and nothing is sent",
      async (as) => {
        expect((await acts[act](as)).serverError).toBeUndefined();
        expect(await readRotation()).toEqual(
          isBegun
            ? null
            : expect.objectContaining({
                replacement: expect.objectContaining({ id: replacementId }),
                startedBy: as,
              }),
        );
        expect(await readNewest()).toMatchObject({
          action: `api_key.${act}`,
          actorEmail: as,
          targetId: keyId,
          targetLabel: name,
          outcome: "succeeded",
        });
        expect(listWrites()).toEqual([]);
      },
    );

    test("forbidden: it stays as it is", async () => {
      expect((await acts[act](personas.finance)).serverError).toMatchObject({ code: "forbidden" });
      expect((await readRotation()) !== null).toBe(isBegun);
      expect(await readNewest()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
    });

    test("answer lost: where the database does not take it, it stays as it is", async () => {
      const { serverError } = await withoutStore(() => acts[act]());
      expect(serverError?.code).toMatch(/internal|store_unavailable/);
      expect((await readRotation()) !== null).toBe(isBegun);
      expect(await readNewest()).toMatchObject({ action: `api_key.${act}`, outcome: "failed" });
    });
  });

  test("refused: by itself, by one that is off, of one that is archived, and a second end", async () => {
    expect((await acts.rotate(personas.admin, keyId)).serverError).toMatchObject({
      reason: "unfit_replacement",
    });
    expect((await acts.rotate(personas.admin, "apikey_none")).serverError).toMatchObject({
      code: "not_found",
    });
    expect((await acts.end_rotation()).serverError).toMatchObject({ code: "conflict" });
    await setStatus("archived");
    expect((await acts.rotate()).serverError).toMatchObject({ reason: "archived_key" });
    expect(await readNewest()).toMatchObject({ outcome: "failed", errorCode: "refused" });
    expect(await readRotation()).toBeNull();
  });

  test("another replacement takes the place of the first", async () => {
    await acts.rotate();
    const other = addKey({ name: "other" });
    await syncDirectory();
    await acts.rotate(personas.admin, other);
    expect(await readRotation()).toMatchObject({ replacement: { id: other, name: "other" } });
  });
});

describe("renaming a key", () => {
  test("allowed: changes the API, the mirror and the log", async () => {
    expect((await rename({ name: "  renamed " })).serverError).toBeUndefined();
    expect(tell()?.name).toBe("renamed");
    expect(await readMirror()).toEqual({ name: "renamed", status: "active", isGone: false });
    expect(await readOnlyAudit()).toMatchObject({
      action: "api_key.rename",
      targetLabel: name,
      outcome: "succeeded",
      before: { name },
      after: { name: "renamed" },
    });
    await syncDirectory();
    expect(await (await database()).select().from(changes)).toEqual([]);
  });

  test("forbidden: sends nothing", async () => {
    expect((await rename({}, personas.member)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toMatchObject({ name });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused by the API: the mirror stays", async () => {
    const error_code = "workspace_policy_violation";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", times: 1 });
    expect((await rename()).serverError).toMatchObject({ code: "refused" });
    expect(await readMirror()).toMatchObject({ name, status: "active" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(), times: 1 });
    expect((await rename()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ name: "renamed" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("with the API dead after the sending: unknown", async () => {
    loseAllButOneRead();
    expect((await rename()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror()).toMatchObject({ name });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown" });
  });

  test("never overwrites a name that the person has not seen", async () => {
    expect((await rename({ expected: "older" })).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("of an expired key: allowed; of an archived one: refused by us", async () => {
    await setStatus("expired");
    expect((await rename()).serverError).toBeUndefined();
    await setStatus("archived");
    expect((await rename({ expected: "renamed" })).serverError).toMatchObject({ reason: "archived_key" });
  });

  test.each(["", "   ", "x".repeat(501)])("to %j: invalid, nothing is sent", async (bad) => {
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
