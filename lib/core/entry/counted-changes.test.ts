import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { undoRun } from "@/lib/across/undo/actions";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { recentChanges } from "@/lib/core/db/request-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { createInvite, inviteMany, reissueInvite, resendInvites } from "@/lib/directory/invites/actions";
import {
  activateKey,
  changeKeys,
  deactivateKey,
  planKeyStop,
  renameKey,
  rotateKey,
} from "@/lib/directory/keys/actions";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { addTraffic, readLatestUsage } from "@/lib/directory/keys/test-use";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { makeWorld, order } from "@/lib/directory/offboardings/test-offboardings";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { ActionResult } from "./unwrap";

let sandbox: ReturnType<typeof resetSandbox>;
let keyIds: string[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  keyIds = Array.from({ length: 37 }, (_, key) => sandbox.keys.add({ name: `key ${key}` }).id);
  await syncDirectory();
  await readLatestUsage();
  sandbox.requests.clear();
  Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
});
afterEach(() => {
  Object.assign(env, { OIDC_ISSUER: undefined, OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined });
});

const fiveHoursAgo = () => new Date(Date.now() - 5 * 3_600_000);
const signIn = (at = fiveHoursAgo(), email: string = personas.admin) =>
  startTestSession(email, { method: "oidc", authenticatedAt: at });
type Run = () => Promise<ActionResult<unknown>>;
type Session = Awaited<ReturnType<typeof signIn>>;

const stop = async (as: Session, keyId: string) =>
  (await inRequest({ as }, () => deactivateKey({ keyId, confirmedUse: true }))).serverError?.code;
const stopEach = async (as: Session, ids: readonly string[]) => {
  const codes: (string | undefined)[] = [];
  for (const id of ids) codes.push(await stop(as, id));
  return codes;
};
const countPassed = (codes: readonly (string | undefined)[]) =>
  codes.filter((code) => code === undefined).length;
const startRun = async (as: Session, ids: string[]) =>
  (await inRequest({ as }, () => changeKeys({ operation: "deactivate", keyIds: ids }))).serverError?.code;

describe("with a sign-in that is five hours old, a person", () => {
  test("deactivates ten keys one by one, and the other 27 only after they confirm who they are", async () => {
    const codes = await stopEach(await signIn(), keyIds);
    expect(codes).toEqual([...Array(10).fill(undefined), ...Array(27).fill("step_up_required")]);
    expect(listWrites()).toHaveLength(10);
    expect((await readAuditLog()).filter(({ errorCode }) => errorCode === "step_up_required")).toHaveLength(
      27,
    );
    expect(countPassed(await stopEach(await signIn(new Date()), keyIds.slice(10)))).toBe(27);
  });

  test("deactivates ten keys if all 37 requests come at once", async () => {
    const as = await signIn();
    expect(countPassed(await Promise.all(keyIds.map((id) => stop(as, id))))).toBe(10);
    expect(listWrites()).toHaveLength(10);
  });

  test("gets no more from a second session", async () => {
    const [one, other] = [await signIn(), await signIn()];
    expect(countPassed(await stopEach(one, keyIds.slice(0, 6)))).toBe(6);
    expect(countPassed(await stopEach(other, keyIds.slice(6, 12)))).toBe(4);
  });

  test("gets no more by mixing single changes with runs and with other operations", async () => {
    const as = await signIn();
    expect(await startRun(as, keyIds.slice(0, 6))).toBeUndefined();
    expect(countPassed(await stopEach(as, keyIds.slice(6, 9)))).toBe(3);
    expect(await startRun(as, keyIds.slice(9, 11))).toBe("step_up_required");
    const keyId = keyIds[20] ?? "";
    const renamed = await inRequest({ as }, () => renameKey({ keyId, name: "x", expected: "key 20" }));
    expect(renamed.serverError).toBeUndefined();
    const member = sandbox.store.users.list().find(({ role }) => role === "user");
    const change = { memberId: member?.id ?? "", role: "developer" as const, expected: "user" };
    const changed = await inRequest({ as }, () => changeMemberRole(change));
    expect(changed.serverError).toMatchObject({ code: "step_up_required" });
  });

  test("has used up their changes once a run started with a recent sign-in", async () => {
    expect(await startRun(await signIn(new Date()), keyIds.slice(0, 20))).toBeUndefined();
    expect(await stop(await signIn(), keyIds[20] ?? "")).toBe("step_up_required");
  });

  test("uses up nothing with changes that are refused, here or by the API", async () => {
    const as = await signIn();
    const [keyId = "", ...others] = keyIds;
    for (let turn = 0; turn < 6; turn += 1) {
      sandbox.faults.add({ kind: "error", status: 400, error_code: "bad", method: "POST", times: 1 });
      expect(await stop(as, keyId)).toBe("refused");
      expect(await stop(as, "apikey_unknown")).toBe("not_found");
      expect(await startRun(as, keyIds.slice(0, 11))).toBe("step_up_required");
    }
    expect(countPassed(await stopEach(as, others.slice(0, 12)))).toBe(10);
  });

  test("uses up a change whose answer was lost, because it may have happened", async () => {
    const as = await signIn();
    const [keyId = "", ...others] = keyIds;
    sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path: `/api_keys/${keyId}`, times: 1 });
    sandbox.faults.add({ kind: "lost_before", path: `/api_keys/${keyId}` });
    expect(await stop(as, keyId)).toBe("outcome_unknown");
    expect(countPassed(await stopEach(as, others.slice(0, 12)))).toBe(9);
  });

  test("can go on an hour later", async () => {
    const as = await signIn();
    await stopEach(as, keyIds.slice(0, 10));
    const db = await database();
    await db.update(recentChanges).set({ at: sql`${recentChanges.at} - interval '59 minutes'` });
    expect(await stop(as, keyIds[10] ?? "")).toBe("step_up_required");
    await db.update(recentChanges).set({ at: sql`${recentChanges.at} - interval '1 minute'` });
    expect(await stop(as, keyIds[10] ?? "")).toBeUndefined();
    expect(await db.$count(recentChanges)).toBe(1);
  });

  test("takes nothing from someone else, nor from others who try the same person of the sandbox", async () => {
    await stopEach(await signIn(), keyIds.slice(0, 10));
    Object.assign(env, { OIDC_ISSUER: undefined, OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined });
    const visit = () => startTestSession(personas.admin, { authenticatedAt: fiveHoursAgo() });
    for (const ids of [keyIds.slice(10, 20), keyIds.slice(20, 30)])
      expect(countPassed(await stopEach(await visit(), ids))).toBe(10);
  });

  test("off-boards nobody, and an off-boarding counts with each of its steps", async () => {
    const world = await makeWorld();
    const run = async (as: Session) => (await order(world, {}, as)).serverError?.code;
    expect(await run(await signIn())).toBe("step_up_required");
    expect(await run(await signIn(new Date()))).toBeUndefined();
    expect(await (await database()).select().from(recentChanges)).toMatchObject([{ rows: 3 }]);
  });
});

describe("a key in use", () => {
  let keyId: string;
  beforeEach(async () => {
    keyId = keyIds[0] ?? "";
    await addTraffic(keyId, 2);
  });
  const idle = () => keyIds[1] ?? "";

  const ways: [string, Run][] = [
    ["alone", () => deactivateKey({ keyId, confirmedUse: true })],
    [
      "in a run",
      () => changeKeys({ operation: "deactivate", keyIds: [idle(), keyId], confirmedKeyIds: [keyId] }),
    ],
    ["when it is replaced", () => rotateKey({ keyId, replacementId: idle(), stopsWhenQuiet: true })],
  ];
  test.each(ways)("is stopped %s only with a recent sign-in", async (_, run) => {
    const old = await inRequest({ as: await signIn() }, run);
    expect(old.serverError).toMatchObject({ code: "step_up_required" });
    expect(listWrites()).toEqual([]);
    const fresh = await inRequest({ as: await signIn(new Date()) }, run);
    expect(fresh.serverError).toBeUndefined();
  });

  test("is stopped later only with a recent sign-in when that is planned", async () => {
    const as = await signIn();
    const begun = await inRequest({ as }, () => rotateKey({ keyId, replacementId: idle() }));
    expect(begun.serverError).toBeUndefined();
    const plan = () => planKeyStop({ keyId });
    expect((await inRequest({ as }, plan)).serverError).toMatchObject({ code: "step_up_required" });
    expect((await inRequest({ as: await signIn(new Date()) }, plan)).serverError).toBeUndefined();
  });

  test("is not stopped because the browser confirmed the use of a key that was idle", async () => {
    const as = await signIn();
    const run = () => changeKeys({ operation: "deactivate", keyIds: [idle()], confirmedKeyIds: [idle()] });
    expect((await inRequest({ as }, run)).serverError).toBeUndefined();
    const rows = await (await database()).execute<{ input: unknown }>(sql`select input from bulk_rows`);
    expect(JSON.stringify(rows.rows)).not.toContain("confirmedUse");
  });
});

describe("a key that was deactivated", () => {
  let keyId: string;
  beforeEach(async () => {
    keyId = keyIds[0] ?? "";
    expect(await stop(await signIn(), keyId)).toBeUndefined();
    const run = await inRequest({ as: await signIn() }, () =>
      changeKeys({ operation: "deactivate", keyIds: [keyIds[1] ?? ""] }),
    );
    runId = run.data?.runId ?? "";
    const runner = new BulkRunner(keyOperations);
    while ((await runner.step()) !== 5_000);
    sandbox.requests.clear();
  });
  let runId: string;

  const ways: [string, Run][] = [
    ["alone, as the undo in a toast and Revert do", () => activateKey({ keyId, expected: "inactive" })],
    ["in a run", () => changeKeys({ operation: "activate", keyIds: [keyId] })],
    ["by reverting a run", () => undoRun({ runId })],
  ];
  test.each(ways)("works again %s only with a recent sign-in", async (_, run) => {
    const old = await inRequest({ as: await signIn() }, run);
    expect(old.serverError).toMatchObject({ code: "step_up_required" });
    expect(await readAuditLog()).toContainEqual(
      expect.objectContaining({ outcome: "failed", errorCode: "step_up_required" }),
    );
    expect(listWrites()).toEqual([]);
    const fresh = await inRequest({ as: await signIn(new Date()) }, run);
    expect(fresh.serverError).toBeUndefined();
  });
});

describe("an invite that gives access to workspaces", () => {
  const take = (count: number) => {
    const open = sandbox.store.workspaces
      .list()
      .filter(({ archived_at: archivedAt, name }) => archivedAt === null && name !== "Default");
    expect(open.length).toBeGreaterThanOrEqual(count);
    return open.slice(0, count).map(({ id }) => ({ id, role: "workspace_user" as const }));
  };

  test("counts once, and once more for each of them", async () => {
    const as = await signIn();
    const invite = (name: string, count: number) =>
      inRequest({ as }, () =>
        createInvite({ email: `${name}@northwind.example`, role: "user", workspaces: take(count) }),
      );
    expect((await invite("many", 6)).serverError).toBeUndefined();
    expect((await invite("few", 3)).serverError).toMatchObject({ code: "step_up_required" });
    expect((await invite("none", 0)).serverError).toBeUndefined();
  });

  test("counts in a file as it does alone", async () => {
    const workspaceIds = take(5).map(({ id }) => id);
    const text = "email\none@northwind.example\ntwo@northwind.example";
    const file = { text, workspaceIds, role: "user" as const, workspaceRole: "workspace_user" as const };
    const sent = await inRequest({ as: await signIn() }, () => inviteMany(file));
    expect(sent.serverError).toMatchObject({ code: "step_up_required" });
  });
});

describe("an invite to an address outside of the organization", () => {
  const email = "new@elsewhere.example";
  const own = "new@northwind.example";
  const file = { workspaceIds: [], workspaceRole: "workspace_user" as const, role: "user" as const };

  test("needs a recent sign-in, alone or in a file", async () => {
    const as = await signIn();
    const runs: Run[] = [
      () => createInvite({ email, role: "user" }),
      () => createInvite({ email: "New@Gmail.com", role: "user" }),
      () => inviteMany({ ...file, text: `email,role\n${own},user\n${email},user` }),
    ];
    for (const run of runs)
      expect((await inRequest({ as }, run)).serverError).toMatchObject({ code: "step_up_required" });
    expect(listWrites()).toEqual([]);
    expect(
      (await inRequest({ as }, () => createInvite({ email: own, role: "user" }))).serverError,
    ).toBeUndefined();
  });

  test("needs a recent sign-in to be sent again", async () => {
    const sent = await inRequest({ as: await signIn(new Date()) }, () =>
      createInvite({ email, role: "user" }),
    );
    expect(sent.serverError).toBeUndefined();
    const inviteId = sandbox.store.invites.list().find((invite) => invite.email === email)?.id ?? "";
    const as = await signIn();
    const runs: Run[] = [
      () => reissueInvite({ inviteId, email, role: "user" as const }),
      () => resendInvites({ inviteIds: [inviteId] }),
    ];
    for (const run of runs)
      expect((await inRequest({ as }, run)).serverError).toMatchObject({ code: "step_up_required" });
  });
});
