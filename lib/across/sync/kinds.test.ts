import { eq, isNull } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { getOverview } from "@/lib/across/overview/overview";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { members, workspaces } from "@/lib/core/db/directory-tables";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { getParts } from "@/lib/core/db/parts";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { getHistory } from "@/lib/core/history/store";
import { listCapabilities } from "@/lib/directory/capabilities/store";
import { becomeKind } from "@/scripts/sandbox/become-kind";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { SyncEngine } from "./engine";
import { getHealth } from "./health";
import { getSyncStatus } from "./status";

const hourMs = 3_600_000;
const reader = permitFor("member", "sync:read");
const lacking = ["workspaces", "api_keys", "usage", "cost", "claude_code", "rate_limits"];

let sandbox: TestSandbox;
let engine: SyncEngine;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox({ kind: "enterprise" });
  env.HISTORY_DAYS = 3;
  vi.useFakeTimers({ toFake: ["Date"] });
  engine = new SyncEngine();
});

afterEach(async () => {
  await engine.stop();
  vi.useRealTimers();
});

function passTime(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

async function runDry(): Promise<void> {
  for (let turns = 0; turns < 100; turns++) if ((await engine.step()) > 0) return;
  throw new Error("the engine does not come to rest");
}

const countAsked = (pattern: RegExp) =>
  [...sandbox.requests].reduce((sum, [request, times]) => sum + (pattern.test(request) ? times : 0), 0);
const consoleRequests = /organizations\/(workspaces|api_keys|usage_report|cost_report|rate_limits)/;

async function getUnavailable(): Promise<string[]> {
  return (await getParts()).unavailable.toSorted();
}

describe("an Enterprise organization", () => {
  test("is synced without a failure, and without the parts that it lacks", async () => {
    await runDry();
    const status = await getSyncStatus(reader);
    expect(status).toMatchObject({ error: null, lastSyncedAt: expect.any(String), kind: "enterprise" });
    expect(status.unavailable.toSorted()).toEqual(lacking.toSorted());
    expect(status.jobs.map(({ job, error }) => [job, error])).toEqual(
      status.jobs.map(({ job }) => [job, null]),
    );
    expect(status.reports).toEqual({ done: 0, total: 0, etaSeconds: null });
    const health = await getHealth();
    expect(health).toMatchObject({ isReady: true, adminApi: "ok", sync: { error: null } });
    expect(health.sync.unavailable.toSorted()).toEqual(lacking.toSorted());
    const db = await database();
    expect(await db.$count(members, isNull(members.goneAt))).toBe(sandbox.store.users.list().length);
  });

  test("is asked for missing parts hourly at first, then daily", async () => {
    await runDry();
    sandbox.requests.clear();
    for (let turns = 0; turns < 11; turns++) {
      passTime(5 * 60_000);
      await runDry();
    }
    expect(countAsked(consoleRequests)).toBe(0);
    expect(countAsked(/organizations\/users/)).toBe(11);
    passTime(5 * 60_000);
    await runDry();
    expect(countAsked(consoleRequests)).toBe(lacking.length);
    passTime(25 * hourMs);
    await runDry();
    sandbox.requests.clear();
    passTime(23 * hourMs);
    await runDry();
    expect(countAsked(consoleRequests)).toBe(0);
  });

  test("is shown as Enterprise in Settings, and the overview shows what exists", async () => {
    await runDry();
    const listed = await listCapabilities(permitFor("auditor", "settings:read"));
    expect(listed.kind).toBe("enterprise");
    expect(listed.capabilities.find(({ name }) => name === "workspaces")).toMatchObject({
      state: "unavailable",
    });
    expect(listed.capabilities.find(({ name }) => name === "members")).toMatchObject({ state: "available" });
    const found = await getOverview(permitFor("admin", "cost:read"));
    expect(found).toMatchObject({ usage: null, keys: null, claudeCode: null, attentionLoading: null });
    expect(found.people?.total).toBe(sandbox.store.users.list().length);
    expect(found.unavailable.toSorted()).toEqual(lacking.toSorted());
    expect(found.attention.map(({ kind }) => kind)).not.toContain("sync_failing");
    const history = await getHistory(["cost"]);
    expect(history.findLoading({ report: "cost", from: "2020-01-01", to: "2099-01-01" })).toMatchObject({
      isUnavailable: true,
      done: 0,
    });
  });

  test("is read completely after the next probe once it becomes a Console organization", async () => {
    await runDry();
    becomeKind(sandbox.store, "console");
    passTime(hourMs);
    await runDry();
    passTime(5 * 60_000);
    await runDry();
    expect(await getUnavailable()).toEqual([]);
    const { error, reports } = await getSyncStatus(reader);
    expect({ error, isRead: reports.done > 0 && reports.done === reports.total }).toEqual({
      error: null,
      isRead: true,
    });
    const db = await database();
    expect(await db.$count(workspaces)).toBe(sandbox.store.workspaces.list().length);
  });
});

describe("a part isn't considered missing", () => {
  beforeEach(() => becomeKind(sandbox.store, "console"));

  test.each([
    ["a refusal of one part", { kind: "error", status: 403, path: "/workspaces" }, "key_rejected"],
    ["a missing part", { kind: "error", status: 404, path: "/api_keys" }, "not_found"],
    ["a broken server", { kind: "error", status: 500, path: "/workspaces" }, "api_failed"],
    ["a revoked key", { kind: "revoked" }, "key_rejected"],
  ] as const)("after %s", async (_what, fault, code) => {
    sandbox.faults.add(fault);
    await engine.step();
    expect(await getUnavailable()).toEqual([]);
    expect((await getSyncStatus(reader)).error).toMatchObject({ code });
  });

  test("until it is refused repeatedly while other parts answer", async () => {
    sandbox.faults.add({ kind: "error", status: 403, path: "/invites" });
    await engine.step();
    for (const minutes of [1, 2, 4]) {
      passTime(minutes * 60_000);
      await runDry();
    }
    expect(await getUnavailable()).toEqual(["invites"]);
    expect((await getSyncStatus(reader)).error).toBeNull();
    sandbox.faults.clear();
    passTime(hourMs);
    await runDry();
    expect(await getUnavailable()).toEqual([]);
  });

  test("a lost right stays a failure, however long, and the mirror stays", async () => {
    await runDry();
    const db = await database();
    const count = await db.$count(workspaces, isNull(workspaces.goneAt));
    becomeKind(sandbox.store, "enterprise");
    for (let turns = 0; turns < 4; turns++) {
      passTime(15 * 60_000);
      await runDry();
    }
    expect(await getUnavailable()).toEqual([]);
    expect((await getParts()).lost).toEqual(
      expect.arrayContaining(["workspaces", "api_keys", "cost", "usage"]),
    );
    expect((await getSyncStatus(reader)).error).not.toBeNull();
    expect(await db.$count(workspaces, isNull(workspaces.goneAt))).toBe(count);
    const { attention } = await getOverview(permitFor("admin", "cost:read"));
    expect(attention[0]).toMatchObject({ kind: "right_lost", isUrgent: true });
    becomeKind(sandbox.store, "console");
    passTime(15 * 60_000);
    await runDry();
    expect((await getParts()).states.get("workspaces")).toBe("available");
    expect((await getSyncStatus(reader)).error).toBeNull();
  });

  test("a database from before this was recorded shows by its contents that a part has worked", async () => {
    await runDry();
    const db = await database();
    await db.update(keyCapabilities).set({ workedAt: null }).where(eq(keyCapabilities.name, "workspaces"));
    becomeKind(sandbox.store, "enterprise");
    passTime(5 * 60_000);
    await engine.step();
    expect((await getParts()).states.get("workspaces")).toBe("lost");
  });
});
