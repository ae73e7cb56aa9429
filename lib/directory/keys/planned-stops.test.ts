import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { approveBulk, retryBulk } from "@/lib/core/bulk/actions";
import { listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { apiKeys, members } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns, keyRotations } from "@/lib/core/db/own-tables";
import { reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { toDay } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import {
  activateKey,
  archiveKey,
  cancelKeyStop,
  deactivateKey,
  endKeyRotation,
  planKeyStop,
  rotateKey,
} from "./actions";
import { keyOperations } from "./bulk";
import { getKeyDetail } from "./detail-read-model";
import { startPlannedStops } from "./planned-stops";
import { dropStop } from "./stop-store";
import { addTraffic, readLatestUsage } from "./test-use";

const dayMs = 86_400_000;
/** Late enough that yesterday has been read as a whole. A run looks at the time by itself. */
const now = new Date(Math.max(Date.parse(`${toDay(new Date())}T12:00:00Z`), Date.now()));
const long = { created_at: new Date(now.getTime() - 30 * dayMs).toISOString() };
let sandbox: TestSandbox;
let keyId: string;
let replacementId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const lead = sandbox.store.users.list().find(({ email }) => email === personas.lead)?.id ?? "";
  const [led] = [...sandbox.store.grants].find(([, roles]) => roles.get(lead) === "workspace_admin") ?? [];
  const scope = { type: "workspace" as const, workspace_id: led ?? "" };
  keyId = sandbox.keys.add({ ...long, name: "old", scope }).id;
  replacementId = sandbox.keys.add({ ...long, name: "next", scope }).id;
  await syncDirectory();
  await readLatestUsage(now);
  sandbox.requests.clear();
});
afterEach(() => {
  env.READ_ONLY = false;
});

const rotate = (stopsWhenQuiet: boolean, as: string = personas.admin) =>
  inRequest({ as }, () => rotateKey({ keyId, replacementId, stopsWhenQuiet }));
const plan = (as: string = personas.admin) => inRequest({ as }, () => planKeyStop({ keyId }));
const cancel = (as: string = personas.admin) => inRequest({ as }, () => cancelKeyStop({ keyId }));
const expected = { confirmedUse: true };

const readStop = async () =>
  (await getKeyDetail(permitFor("auditor", "keys:read"), keyId)).rotation?.stop ?? null;
const tell = () => sandbox.store.keys.get(keyId)?.key.status;
const countWrites = () => sandbox.requests.get(`POST /v1/organizations/api_keys/${keyId}`) ?? 0;
const listAllRuns = async () => (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows;

async function drain(): Promise<void> {
  const runner = new BulkRunner(keyOperations);
  while ((await runner.step()) !== 5_000);
}

async function startAndDrain(): Promise<void> {
  await startPlannedStops(now);
  await drain();
}

/** As if it had been asked for a while ago. */
async function askEarlier(): Promise<void> {
  const db = await database();
  const earlier = new Date(Date.now() - 60_000);
  await db.update(keyRotations).set({ startedAt: earlier, stopAskedAt: earlier });
  // Who asked was there then.
  await db.update(members).set({ firstSeenAt: new Date(0) });
}

type Given = { status?: "active" | "inactive" | "archived"; expires_at?: string };

async function changeElsewhere(id: string, given: Given): Promise<void> {
  const record = sandbox.store.keys.get(id);
  if (record) sandbox.store.keys.put({ ...record, key: { ...record.key, ...given } });
  await syncDirectory();
}

const switchElsewhere = (status: "active" | "inactive") => changeElsewhere(keyId, { status });

async function requireTwo(): Promise<void> {
  const db = await database();
  await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
}

async function readRow() {
  const db = await database();
  const [row] = await db.select().from(bulkRows);
  return row;
}

async function approve(): Promise<void> {
  await addMember("second", "admin");
  const [run] = await listAllRuns();
  const given = { runId: run?.id ?? "" };
  const approved = await inRequest({ as: "second@northwind.example" }, () => approveBulk(given));
  expect(approved.serverError).toBeUndefined();
}

const leaders = { "an admin": personas.admin, "the lead": personas.lead };
const dropped = { action: "api_key.drop_stop", targetLabel: "old", outcome: "succeeded" };
const noApi = { absent: "What is planned is Castellan's own; the API has nothing of it." };

describe("while a rotation is under way", () => {
  beforeEach(async () => {
    expect((await rotate(false)).serverError).toBeUndefined();
    expect(await readStop()).toBeNull();
  });

  describeAction("planKeyStop", {
    run: plan,
    changed: async () => {
      const [entry] = await readAuditLog();
      expect(await readStop()).toMatchObject({ askedBy: entry?.actorEmail, runId: null });
    },
    unchanged: async () => expect(await readStop()).toBeNull(),
    allowed: { by: leaders, audit: () => ({ targetId: keyId, targetLabel: "old" }) },
    forbidden: { by: { finance: personas.finance } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("key_rotations", "update", run) } },
  });
});

describe("once it is planned", () => {
  beforeEach(async () => {
    expect((await rotate(true)).serverError).toBeUndefined();
    await askEarlier();
  });

  describeAction("cancelKeyStop", {
    run: cancel,
    changed: async () => expect(await readStop()).toBeNull(),
    unchanged: async () => expect(await readStop()).toMatchObject({ askedBy: personas.admin }),
    allowed: { by: leaders, audit: () => ({ targetId: keyId, targetLabel: "old" }) },
    forbidden: { by: { finance: personas.finance } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("key_rotations", "update", run) } },
  });

  test("the key stops once a whole day was without traffic, in the name of who asked, and never again", async () => {
    await addTraffic(keyId, 2);
    await startAndDrain();
    expect(tell()).toBe("inactive");
    const [run] = await listAllRuns();
    expect(run).toMatchObject({ createdBy: personas.admin, state: "finished", counts: { succeeded: 1 } });
    expect(await readStop()).toMatchObject({ askedBy: personas.admin, runId: run?.id });
    expect(await readAuditLog()).toMatchObject([
      {
        action: "api_key.deactivate",
        actorEmail: personas.admin,
        targetId: keyId,
        outcome: "succeeded",
        before: { status: "active" },
        after: { status: "inactive" },
      },
      { action: "api_key.rotate", after: { stopsWhenQuiet: true } },
    ]);
    const switched = await inRequest({ as: personas.admin }, () => activateKey({ keyId, ...expected }));
    expect(switched.serverError).toBeUndefined();
    await startAndDrain();
    expect(tell()).toBe("active");
    expect(await listAllRuns()).toHaveLength(1);
  });

  test("two servers that believe to lead start it once", async () => {
    await Promise.all([startPlannedStops(now), startPlannedStops(now)]);
    await drain();
    expect(await listAllRuns()).toHaveLength(1);
    expect(countWrites()).toBe(1);
  });

  test("a server that is killed while it starts leaves the plan to the next one", async () => {
    await withBrokenTable("bulk_rows", "insert", () => startPlannedStops(now));
    expect(await listAllRuns()).toEqual([]);
    expect(await readStop()).toMatchObject({ runId: null });
    await startAndDrain();
    expect(tell()).toBe("inactive");
  });

  test("an answer that is lost is unknown, and nothing is sent again", async () => {
    sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path: `/api_keys/${keyId}`, times: 1 });
    sandbox.faults.add({ kind: "lost_before", path: `/api_keys/${keyId}` });
    await startAndDrain();
    await startAndDrain();
    expect((await readAuditLog())[0]).toMatchObject({ action: "api_key.deactivate", outcome: "unknown" });
    expect(countWrites()).toBe(1);
    expect(await listAllRuns()).toMatchObject([{ counts: { unknown: 1 } }]);
    expect(await readStop()).toMatchObject({ state: "unknown" });
  });

  test.each([0, 1])("traffic %i days ago makes it wait", async (daysAgo) => {
    await addTraffic(keyId, daysAgo);
    await startAndDrain();
    expect(tell()).toBe("active");
    expect(await readStop()).toMatchObject({ runId: null });
  });

  test("a day that was read before it was over makes it wait, and so does an old reading", async () => {
    const db = await database();
    const yesterday = toDay(now.getTime() - dayMs);
    const midnight = new Date(`${toDay(now)}T00:00:00Z`);
    const isYesterday = eq(reportDays.day, yesterday);
    await db
      .update(reportDays)
      .set({ fetchedAt: new Date(midnight.getTime() - 60_000) })
      .where(isYesterday);
    await startAndDrain();
    await db.update(reportDays).set({ fetchedAt: new Date(midnight.getTime() + 2 * 3_600_000) });
    await startAndDrain();
    expect(await listAllRuns()).toEqual([]);
    await db.update(reportDays).set({ fetchedAt: now });
    await startAndDrain();
    expect(tell()).toBe("inactive");
  });

  test.each([
    ["switched off and on here", [deactivateKey, activateKey]],
    ["archived here", [archiveKey]],
  ] as const)("a key that was %s isn't stopped any more", async (_, changes) => {
    for (const change of changes)
      await inRequest({ as: personas.admin }, () => change({ keyId, ...expected }));
    const before = tell();
    await startAndDrain();
    expect([tell(), await readStop(), await listAllRuns()]).toEqual([before, null, []]);
    expect((await readAuditLog())[0]).toMatchObject(dropped);
  });

  test.each([
    ["switched off", { status: "inactive" }],
    ["archived", { status: "archived" }],
    ["expired", { expires_at: new Date(Date.now() - 1_000).toISOString() }],
  ] as const)("a replacement that was %s ends it", async (_, given) => {
    await changeElsewhere(replacementId, given);
    await startAndDrain();
    expect([tell(), await readStop(), await listAllRuns()]).toEqual(["active", null, []]);
    expect((await readAuditLog())[0]).toMatchObject(dropped);
  });

  test("a replacement that is gone ends it", async () => {
    const db = await database();
    await db.update(apiKeys).set({ goneAt: new Date() }).where(eq(apiKeys.id, replacementId));
    await startAndDrain();
    expect([tell(), await readStop(), await listAllRuns()]).toEqual(["active", null, []]);
  });

  test("what ended it doesn't end a newer one", async () => {
    const db = await database();
    const [old] = await db.select().from(keyRotations);
    await cancel();
    await plan();
    const former = { keyId, askedAt: old?.stopAskedAt ?? new Date(0), runId: null };
    await expect(db.transaction((tx) => dropStop(tx, former))).rejects.toMatchObject({ code: "conflict" });
    expect(await readStop()).toMatchObject({ state: "planned" });
  });

  test("a rotation that a server of the version before started anew has none", async () => {
    const db = await database();
    await db.update(keyRotations).set({ startedAt: new Date() });
    await startAndDrain();
    expect([tell(), await readStop(), await listAllRuns()]).toEqual(["active", null, []]);
    expect((await plan()).serverError).toBeUndefined();
    expect(await readStop()).toMatchObject({ state: "planned" });
  });

  test("a key that was switched off and on in the Console isn't stopped any more", async () => {
    await switchElsewhere("inactive");
    await switchElsewhere("active");
    await startAndDrain();
    expect([tell(), await readStop()]).toEqual(["active", null]);
  });

  test("it ends with the rotation, and with the rights of who asked", async () => {
    await inRequest({ as: personas.admin }, () => endKeyRotation({ keyId }));
    await startAndDrain();
    expect(await listAllRuns()).toEqual([]);
    expect((await rotate(true, personas.lead)).serverError).toBeUndefined();
    const lead = sandbox.store.users.list().find(({ email }) => email === personas.lead)?.id ?? "";
    for (const roles of sandbox.store.grants.values()) roles.delete(lead);
    await syncDirectory();
    await startAndDrain();
    expect([tell(), await readStop(), await listAllRuns()]).toEqual(["active", null, []]);
    expect((await readAuditLog())[0]).toMatchObject({ ...dropped, actorEmail: personas.lead });
  });

  test("it ends on record when who asked is nobody here any more", async () => {
    const db = await database();
    await db.update(keyRotations).set({ stopAskedBy: "gone@northwind.example" });
    await startAndDrain();
    expect([tell(), await readStop(), await listAllRuns()]).toEqual(["active", null, []]);
    expect((await readAuditLog())[0]).toMatchObject({ ...dropped, actorEmail: "gone@northwind.example" });
  });

  test.each([
    ["sign-in method is no longer accepted", { method: "okta" }],
    ["provider is another one by now", { providerAddress: "https://earlier.example" }],
  ])("it ends on record when who asked did so with a sign-in whose %s", async (_, change) => {
    const db = await database();
    await db.update(keyRotations).set(change);
    await startAndDrain();
    expect([tell(), await readStop(), await listAllRuns()]).toEqual(["active", null, []]);
    const after = { reason: "sign_in_not_accepted" };
    expect((await readAuditLog())[0]).toMatchObject({ ...dropped, after });
  });

  describe("when the API fails", () => {
    beforeEach(async () => {
      sandbox.faults.add({ kind: "error", method: "POST", path: `/api_keys/${keyId}`, status: 500 });
      await startAndDrain();
      expect(await readStop()).toMatchObject({ state: "retried" });
      // Noon may be hours ahead of the clock that the run ended by.
      await endRuns(now);
    });

    async function endRuns(finishedAt: Date): Promise<void> {
      const db = await database();
      await db.update(bulkRuns).set({ finishedAt });
    }

    const waitAnHour = () => endRuns(new Date(now.getTime() - 3_600_000));

    test("the stop is tried again after an hour, in a run of its own", async () => {
      await startAndDrain();
      expect(await listAllRuns()).toHaveLength(1);
      sandbox.faults.clear();
      await waitAnHour();
      await startAndDrain();
      expect(tell()).toBe("inactive");
      expect(await listAllRuns()).toMatchObject([{ counts: { succeeded: 1 } }, { counts: { failed: 1 } }]);
      expect(await readStop()).toMatchObject({ state: "succeeded" });
    });

    test("traffic meanwhile keeps the key, and the stop waits", async () => {
      await addTraffic(keyId, 0);
      await waitAnHour();
      await startAndDrain();
      expect([tell(), (await listAllRuns()).length]).toEqual(["active", 1]);
      expect(await readStop()).toMatchObject({ state: "retried" });
    });

    test("two servers that believe to lead try it again once", async () => {
      await waitAnHour();
      await Promise.all([startPlannedStops(now), startPlannedStops(now)]);
      expect(await listAllRuns()).toHaveLength(2);
    });

    test("it is given up after five tries, and can be planned again", async () => {
      for (let tries = 1; tries <= 6; tries += 1) {
        await waitAnHour();
        await startAndDrain();
      }
      expect(await listAllRuns()).toHaveLength(5);
      expect(await readStop()).toMatchObject({ state: "failed" });
      expect((await plan()).serverError).toBeUndefined();
      expect(await readStop()).toMatchObject({ state: "planned" });
    });

    test("it can be cancelled between two tries, but isn't planned twice", async () => {
      expect((await plan()).serverError).toMatchObject({ code: "conflict" });
      expect((await cancel()).serverError).toBeUndefined();
      await waitAnHour();
      await startAndDrain();
      expect([await readStop(), (await listAllRuns()).length]).toEqual([null, 1]);
    });

    test("a replacement that was switched off ends it", async () => {
      await changeElsewhere(replacementId, { status: "inactive" });
      await waitAnHour();
      await startAndDrain();
      expect([await readStop(), (await listAllRuns()).length]).toEqual([null, 1]);
      expect((await readAuditLog())[0]).toMatchObject(dropped);
    });
  });

  describe("under the two-person rule", () => {
    let other: string;

    beforeEach(async () => {
      other = sandbox.keys.add({ ...long, name: "other" }).id;
      await syncDirectory();
      await requireTwo();
    });

    test("it waits for an approval, and can be cancelled while it does", async () => {
      await inRequest({ as: personas.admin }, () => deactivateKey({ keyId: other, ...expected }));
      await startAndDrain();
      expect(tell()).toBe("active");
      expect(await listAllRuns()).toMatchObject([{ state: "pending", counts: { queued: 1 } }]);
      expect(await readStop()).toMatchObject({ state: "pending" });
      expect((await cancel()).serverError).toBeUndefined();
      expect(await listAllRuns()).toMatchObject([{ state: "cancelled" }]);
      expect(await readStop()).toBeNull();
    });

    test("traffic while it waited keeps the key, and without any it stops", async () => {
      await inRequest({ as: personas.admin }, () => deactivateKey({ keyId: other, ...expected }));
      await startPlannedStops(now);
      await addTraffic(keyId, 0);
      await approve();
      await drain();
      expect(tell()).toBe("active");
      expect(await readRow()).toMatchObject({ state: "failed", reason: "planned_stop_not_quiet" });
      const db = await database();
      await db.delete(usageKeyRollups);
      const [run] = await listAllRuns();
      await inRequest({ as: personas.admin }, () => retryBulk({ runId: run?.id ?? "", rows: "failed" }));
      await drain();
      expect(tell()).toBe("inactive");
    });

    test("of several at once, one starts, and the others wait for an approval", async () => {
      for (const id of [other, sandbox.keys.add({ ...long, name: "third" }).id]) {
        await syncDirectory();
        const given = { keyId: id, replacementId, stopsWhenQuiet: true };
        await inRequest({ as: personas.admin }, () => rotateKey(given));
      }
      await startAndDrain();
      const states = (await listAllRuns()).map(({ state }) => state);
      expect(states.toSorted()).toEqual(["finished", "pending", "pending"]);
    });
  });

  test("nothing starts by a clock that is a day ahead of the API's", async () => {
    const day = vi.spyOn(sandbox.store, "now").mockImplementation(() => new Date(Date.now() - dayMs));
    await syncDirectory();
    await startAndDrain();
    expect([await listAllRuns(), (await readStop())?.state]).toEqual([[], "planned"]);
    day.mockRestore();
    await syncDirectory();
    await startAndDrain();
    expect(tell()).toBe("inactive");
  });

  test("nothing starts while the installation is read-only", async () => {
    env.READ_ONLY = true;
    await startAndDrain();
    expect([await listAllRuns(), (await readStop())?.runId]).toEqual([[], null]);
  });

  test("it isn't planned twice, nor for a key that is off", async () => {
    expect((await plan()).serverError).toMatchObject({ code: "conflict" });
    await cancel();
    expect((await cancel()).serverError).toMatchObject({ code: "conflict" });
    await switchElsewhere("inactive");
    expect((await plan()).serverError).toMatchObject({ code: "conflict" });
    expect((await rotate(true)).serverError).toMatchObject({ code: "conflict" });
  });
});

describe("once its run is made", () => {
  beforeEach(async () => {
    expect((await rotate(true)).serverError).toBeUndefined();
    await askEarlier();
    await startPlannedStops(now);
    expect(await readStop()).toMatchObject({ state: "begun" });
  });

  const endings = {
    "the end of the rotation": () => inRequest({ as: personas.admin }, () => endKeyRotation({ keyId })),
    "another replacement": () => rotate(false),
    "its cancellation": () => cancel(),
  };
  test.each(Object.entries(endings))("%s cancels it", async (_, run) => {
    expect((await run()).serverError).toBeUndefined();
    expect(await listAllRuns()).toMatchObject([{ state: "cancelled", counts: { cancelled: 1 } }]);
    await drain();
    expect([tell(), countWrites(), await readStop()]).toEqual(["active", 0, null]);
  });

  const unquiet = {
    "traffic since": () => addTraffic(keyId, 0),
    "an hour without a reading": async () => {
      const db = await database();
      await db.update(reportDays).set({ fetchedAt: new Date(Date.now() - 3_700_000) });
    },
  };
  test.each(Object.entries(unquiet))("%s keeps the key, and it can be planned again", async (_, change) => {
    await change();
    await drain();
    expect([tell(), countWrites()]).toEqual(["active", 0]);
    expect(await readRow()).toMatchObject({
      state: "failed",
      errorCode: "refused",
      reason: "planned_stop_not_quiet",
    });
    expect((await readAuditLog())[0]).toMatchObject({ action: "api_key.deactivate", outcome: "failed" });
    expect(await readStop()).toMatchObject({ state: "failed" });
    expect((await plan()).serverError).toBeUndefined();
    expect(await readStop()).toMatchObject({ state: "planned", runId: null });
  });

  const past = {
    "a replacement that is off": () => changeElsewhere(replacementId, { status: "inactive" }),
    "a key that was switched meanwhile": async () => {
      await switchElsewhere("inactive");
      await switchElsewhere("active");
    },
    "a rotation that an older server started anew": async () => {
      const db = await database();
      await db.update(keyRotations).set({ startedAt: new Date() });
    },
  };
  test.each(Object.entries(past))("%s keeps the key", async (_, change) => {
    await change();
    await drain();
    expect([tell(), countWrites()]).toEqual(["active", 0]);
    expect(await readRow()).toMatchObject({ state: "failed", reason: "planned_stop_over" });
  });

  test("it isn't planned again before the run is over", async () => {
    expect((await plan()).serverError).toMatchObject({ code: "conflict" });
    await drain();
    expect(await readStop()).toMatchObject({ state: "succeeded" });
    await inRequest({ as: personas.admin }, () => activateKey({ keyId, ...expected }));
    expect((await plan()).serverError).toBeUndefined();
  });

  test("a row that is being sent can't be cancelled", async () => {
    const db = await database();
    await db.update(bulkRows).set({ state: "running", startedAt: new Date() });
    expect((await cancel()).serverError).toMatchObject({ code: "conflict" });
    expect(await listAllRuns()).toMatchObject([{ state: "running" }]);
  });
});

test("a key that was switched off and on by hand shows no plan, and can get a new one", async () => {
  await rotate(true);
  await inRequest({ as: personas.admin }, () => deactivateKey({ keyId, confirmedUse: true }));
  await inRequest({ as: personas.admin }, () => activateKey({ keyId }));
  expect(await readStop()).toBeNull();
  expect((await plan())?.serverError).toBeUndefined();
  expect(await readStop()).toMatchObject({ state: "planned" });
});
