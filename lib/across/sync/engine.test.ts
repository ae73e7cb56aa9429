import { and, eq, gt } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { tables } from "@/lib/core/db/tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { reportNames } from "@/lib/money/reports/ingest/plan-windows";
import { replaceDay } from "@/lib/money/reports/test-day";
import { usageRow } from "@/lib/money/reports/test-rows";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { SyncEngine } from "./engine";
import { requestSync } from "./request";
import { markFinished } from "./state";
import { getSyncStatus } from "./status";

const minuteMs = 60_000;
const reader = permitFor("member", "sync:read");
const runner = permitFor("admin", "sync:run");

const historyDays = 3;

let sandbox: TestSandbox;
let engines: SyncEngine[];

beforeEach(async () => {
  // At noon, because a day that ends in the middle of a test makes more days due.
  vi.useFakeTimers({ toFake: ["Date", "performance"], now: new Date(`${toDay(new Date())}T12:00:00Z`) });
  await resetDatabase();
  sandbox = resetSandbox();
  env.HISTORY_DAYS = historyDays;
  engines = [];
});

afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  vi.useRealTimers();
});

function createEngine(): SyncEngine {
  const engine = new SyncEngine();
  engines.push(engine);
  return engine;
}

function passTime(milliseconds: number): void {
  vi.advanceTimersByTime(milliseconds);
}

function jumpClock(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

async function isRead(report: string, daysAgo: number): Promise<boolean> {
  const day = addDays(toDay(new Date()), -daysAgo);
  const db = await database();
  const { reportDays } = tables;
  return (await db.$count(reportDays, and(eq(reportDays.report, report), eq(reportDays.day, day)))) > 0;
}

async function runDry(engine: SyncEngine, most = 100): Promise<void> {
  for (let turns = 0; turns < most; turns++) if ((await engine.step()) > 0) return;
  throw new Error("the engine does not come to rest");
}

async function countRows() {
  const db = await database();
  const counted = [
    tables.members,
    tables.apiKeys,
    tables.workspaceMembers,
    tables.reportDays,
    tables.costRows,
    tables.usageRows,
    tables.claudeCodeRows,
    tables.costRollups,
    tables.usageRollups,
  ];
  return Promise.all(counted.map((table) => db.$count(table)));
}

const listRequests = (part: string) =>
  [...sandbox.requests.keys()].filter((request) => request.includes(part));

describe("an engine", () => {
  test("reads the directory first, then all reports, and then rests", async () => {
    const engine = createEngine();
    await engine.step();
    expect(await getSyncStatus(reader)).toMatchObject({
      organizationName: "Northwind Labs",
      lastSyncedAt: new Date().toISOString(),
      isSandbox: true,
      error: null,
      reports: { done: 0 },
    });
    expect(listRequests("report")).toEqual([]);
    await engine.step();
    expect(listRequests("report")).toEqual(["GET /v1/organizations/cost_report"]);
    await engine.step();
    expect(listRequests("usage_report")).toEqual(["GET /v1/organizations/usage_report/messages"]);
    await runDry(engine);
    const { reports, jobs } = await getSyncStatus(reader);
    expect(reports).toEqual({
      done: reports.total,
      total: historyDays * reportNames.length,
      etaSeconds: null,
    });
    expect(jobs.every(({ error, isRunning }) => !error && !isRunning)).toBe(true);
  });

  test("reads the recent days of every report before the history of any", async () => {
    env.HISTORY_DAYS = 90;
    const engine = createEngine();
    for (let turns = 0; turns < 32 && !(await isRead("cost", 60)); turns++) await engine.step();
    expect(await isRead("cost", 60)).toBe(true);
    expect(await isRead("claude-code", 29)).toBe(true);
    expect(await isRead("claude-code", 60)).toBe(false);
  }, 90_000);

  test("rereads what is due and what someone requests", async () => {
    const engine = createEngine();
    await runDry(engine);
    sandbox.requests.clear();
    passTime(1000);
    await runDry(engine);
    expect(sandbox.requests.size).toBe(0);
    await requestSync(runner);
    passTime(2 * minuteMs);
    await runDry(engine);
    expect([
      listRequests("users").length,
      listRequests("cost_report").length,
      listRequests("claude_code").length,
    ]).toEqual([1, 1, 1]);
    sandbox.requests.clear();
    passTime(6 * minuteMs);
    await runDry(engine);
    expect([
      listRequests("users").length,
      listRequests("cost_report").length,
      listRequests("claude_code").length,
    ]).toEqual([1, 1, 0]);
  });

  test("continues after a kill at any step and counts nothing twice", async () => {
    const undisturbed = createEngine();
    await runDry(undisturbed);
    await undisturbed.stop();
    const whole = await countRows();
    await resetDatabase();
    for (let kills = 0; kills < 6; kills++) {
      const engine = createEngine();
      await engine.step();
      const cut = engine.step();
      await engine.stop();
      await cut;
    }
    await runDry(createEngine());
    expect(await countRows()).toEqual(whole);
  });

  test("sums what a killed server stored and didn't sum", async () => {
    const db = await database();
    const yesterday = addDays(toDay(new Date()), -1);
    await replaceDay("usage", yesterday, [usageRow({ apiKeyId: "key", outputTokens: 7 })], new Date());
    const listTokens = async () => (await db.select().from(tables.apiKeyUsage)).map((row) => row.tokens30d);
    expect(await listTokens()).toEqual([0]);
    sandbox.faults.add({ kind: "revoked" });
    await createEngine().step();
    expect(await listTokens()).toEqual([7]);
  });

  test("doesn't rest after a step during which it was woken", async () => {
    let turns = 0;
    await new Promise<void>((resolve) => {
      class Woken extends SyncEngine {
        override async step(): Promise<number> {
          turns += 1;
          if (turns === 1) this.wake();
          else resolve();
          return 60 * minuteMs;
        }
      }
      const engine = new Woken();
      engines.push(engine);
      engine.start();
    });
    expect(turns).toBe(2);
  });

  test("rereads what a clock that was ahead has marked, and loses no day", async () => {
    env.HISTORY_DAYS = 4;
    const engine = createEngine();
    await runDry(engine);
    const read = await countRows();
    jumpClock(40 * 24 * 60 * minuteMs);
    await runDry(engine);
    expect(await isRead("cost", 0)).toBe(true);
    jumpClock(-39 * 24 * 60 * minuteMs);
    await runDry(engine);
    jumpClock(-24 * 60 * minuteMs);
    sandbox.requests.clear();
    await engine.stop();
    await runDry(createEngine());
    expect(listRequests("/users")).toHaveLength(1);
    expect(listRequests("/cost_report")).not.toHaveLength(0);
    const db = await database();
    const { reportDays, usageHours } = tables;
    expect(
      await db.$count(
        reportDays,
        and(eq(reportDays.report, "usage-hours"), gt(reportDays.fetchedAt, new Date())),
      ),
    ).toBe(0);
    expect(await db.$count(usageHours)).toBeGreaterThan(0);
    const future = await db
      .select()
      .from(reportDays)
      .where(gt(reportDays.day, toDay(new Date())));
    expect(future.filter(({ fetchedAt }) => fetchedAt.getTime() > 0)).toEqual([]);
    expect((await countRows()).slice(0, 3)).toEqual(read.slice(0, 3));
  }, 60_000);

  test("delays a failing job and lets the others continue", async () => {
    const engine = createEngine();
    // It would ask for the failing part too.
    await markFinished("capabilities", new Date());
    sandbox.faults.add({ kind: "html_ok", path: "cost_report" });
    await runDry(engine);
    const status = await getSyncStatus(reader);
    expect(status.error).toMatchObject({ code: "bad_answer", requestId: expect.stringMatching(/^req_/) });
    expect(status.jobs.filter(({ error }) => error).map(({ job }) => job)).toEqual(["cost"]);
    expect(status.reports.done).toBe(historyDays * (reportNames.length - 1));
    const tries = () => sandbox.requests.get("GET /v1/organizations/cost_report");
    expect(tries()).toBe(1);
    passTime(minuteMs + 1);
    await runDry(engine);
    expect(tries()).toBe(2);
    passTime(minuteMs + 1);
    await runDry(engine);
    expect(tries()).toBe(2);
    sandbox.faults.clear();
    passTime(minuteMs);
    await runDry(engine);
    expect(await getSyncStatus(reader)).toMatchObject({ error: null, reports: { etaSeconds: null } });
  });

  test("stops replaced keys that are quiet as soon as usage shows it, and no others", async () => {
    env.HISTORY_DAYS = 10;
    const created_at = new Date(Date.now() - 30 * 24 * 60 * minuteMs).toISOString();
    const quiet = sandbox.keys.add({ created_at, load: { kilotokens: 0 } });
    const busy = sandbox.keys.add({ created_at });
    const next = sandbox.keys.add({});
    const asked = { startedBy: personas.admin, startedAt: new Date(), stopAskedBy: personas.admin };
    const db = await database();
    await db.insert(tables.keyRotations).values(
      [quiet, busy].map(({ id }) => ({
        ...asked,
        keyId: id,
        replacementId: next.id,
        stopAskedAt: new Date(),
      })),
    );
    await runDry(createEngine());
    const runs = await db.select({ keyId: tables.bulkRows.targetId }).from(tables.bulkRows);
    expect(runs).toEqual([{ keyId: quiet.id }]);
  });

  test("sends only one check a minute after a rejected key", async () => {
    const engine = createEngine();
    sandbox.faults.add({ kind: "revoked" });
    await runDry(engine);
    await runDry(engine);
    expect(sandbox.requests).toEqual(new Map([["GET /v1/organizations/me", 1]]));
    expect((await getSyncStatus(reader)).error).toMatchObject({ code: "key_rejected" });
    passTime(minuteMs);
    await runDry(engine);
    expect(sandbox.requests).toEqual(new Map([["GET /v1/organizations/me", 2]]));
    sandbox.faults.clear();
    passTime(minuteMs);
    await runDry(engine);
    expect(await getSyncStatus(reader)).toMatchObject({ error: null, organizationName: "Northwind Labs" });
  });

  test.each([
    [{ kind: "rate_limit", retry_after: 0, times: 1 }, null],
    [{ kind: "error", status: 500, times: 1 }, null],
    [{ kind: "truncated", times: 1 }, "bad_answer"],
    [{ kind: "spend_cap", times: 1 }, "rate_limited"],
  ] as const)("survives %j", async (fault, code) => {
    const engine = createEngine();
    sandbox.faults.add({ ...fault, path: "/users" });
    await engine.step();
    expect((await getSyncStatus(reader)).error?.code ?? null).toBe(code);
    passTime(minuteMs + 1);
    await engine.step();
    expect((await getSyncStatus(reader)).error).toBeNull();
  });
});
