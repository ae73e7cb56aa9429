import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { limitPeaks, limitReadings, unreadableRows } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { organizationSubject, toGroups } from "./mirror";
import { getOrganizationLimits } from "./organization";
import { planPeaks, readPeaks } from "./peaks";
import { readSubject } from "./refresh";

const by = permitFor("admin", "limits:read");
const report = "GET /v1/organizations/usage_report/messages";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  forget("limit-attempts");
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T15:30:20Z") });
  sandbox = resetSandbox();
});

const useEmpty = () => {
  sandbox = resetSandbox({ size: "empty" });
};
afterEach(() => {
  vi.useRealTimers();
});

const passTime = (ms: number) => vi.setSystemTime(Date.now() + ms);

async function readDue(): Promise<number> {
  sandbox.requests.clear();
  for (let turns = 0; turns < 20; turns++) {
    passTime(minuteMs);
    const plan = await planPeaks(new Date());
    if (!plan) return sandbox.requests.get(report) ?? 0;
    await readPeaks(plan);
  }
  throw new Error("the peaks do not come to rest");
}

async function fetchMinutes(day: string): Promise<{ starting_at: string; results: Row[] }[]> {
  const query = "bucket_width=1m&limit=1440&group_by[]=model&group_by[]=service_tier&group_by[]=speed";
  const end = new Date(Date.parse(day) + 24 * hourMs).toISOString();
  const headers = {
    "x-api-key": sandbox.key,
    "anthropic-version": "2026-10-21",
    "anthropic-beta": "fast-mode-2026-02-01",
  };
  const url = `http://sandbox/v1/organizations/usage_report/messages?starting_at=${day}&ending_at=${end}&${query}`;
  const { data } = await (await sandbox.fetch(url, { headers })).json();
  return data;
}

type Row = {
  model: string;
  service_tier: string;
  speed: string;
  uncached_input_tokens: number;
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
};

function sumOpus(rows: Row[], speed: string): number {
  const isCounted = (row: Row) =>
    row.model.startsWith("claude-opus-5") && row.service_tier !== "batch" && row.speed === speed;
  return rows.filter(isCounted).reduce((sum, { uncached_input_tokens, cache_creation: written }) => {
    return (
      sum + uncached_input_tokens + written.ephemeral_5m_input_tokens + written.ephemeral_1h_input_tokens
    );
  }, 0);
}

async function readPeak(group: string, type: string) {
  const { rates } = await getOrganizationLimits(by);
  const limits = rates.groups.find(({ name }) => name === group)?.limits ?? [];
  return limits.find((limit) => limit.type === type)?.peak;
}

describe("peak minutes", () => {
  test("match the usage report for each model group and limit", async () => {
    await readPeaks({ day: "2026-11-23", isLimitsDue: true });
    const minutes = await fetchMinutes("2026-11-23");
    const toHighest = (speed: string) => Math.max(...minutes.map(({ results }) => sumOpus(results, speed)));
    expect(toHighest("standard")).toBeGreaterThan(0);
    const peak = await readPeak("Claude Opus 5.x", "input_tokens_per_minute_cache_aware");
    expect(peak?.tokens).toBe(toHighest("standard"));
    const at = minutes.find(({ starting_at }) => starting_at === peak?.at);
    expect(sumOpus(at?.results ?? [], "standard")).toBe(peak?.tokens);
    expect(await readPeak("Claude Opus 5.x", "fast_itpmca")).toMatchObject({ tokens: toHighest("fast") });
    expect(await readPeak("Claude Opus 5.x", "requests_per_minute")).toEqual({ tokens: null, at: null });
    const { peaks } = await getOrganizationLimits(by);
    expect(peaks).toMatchObject({ from: "2026-11-17", to: "2026-11-24", readDays: 1, totalDays: 8 });
  });

  test("take one request for each closed day, one an hour for today, and one a day for the limits", async () => {
    useEmpty();
    expect(await readDue()).toBe(8);
    expect(await readDue()).toBe(0);
    passTime(hourMs);
    expect(await readDue()).toBe(1);
    passTime(8 * hourMs);
    // The day ended less than an hour ago, so it may still grow, and the new one starts.
    expect(await readDue()).toBe(2);
    passTime(hourMs);
    expect(await readDue()).toBe(2);
    passTime(hourMs);
    expect(await readDue()).toBe(1);
    const db = await database();
    expect(await db.$count(limitPeaks)).toBe(8);
  });

  test("are read again for another grouping of models", async () => {
    useEmpty();
    await readDue();
    const db = await database();
    await db.update(limitPeaks).set({ grouping: "[]" });
    expect((await getOrganizationLimits(by)).peaks.readDays).toBe(0);
    expect(await readDue()).toBe(8);
  });

  test.each([
    ["refused", { kind: "error", status: 403 }],
    ["not_available", { kind: "error", status: 404 }],
    ["bad_answer", { kind: "one_bucket" }],
  ] as const)("that the API does not give cost one request a day (%s)", async (refusal, fault) => {
    sandbox.faults.add({ ...fault, path: "/usage_report/messages" });
    expect(await readDue()).toBe(1);
    const { peaks, rates } = await getOrganizationLimits(by);
    expect(peaks).toMatchObject({ refusal, readDays: 0 });
    expect(rates.groups).toHaveLength(8);
    expect(await readDue()).toBe(0);
    expect(await planPeaks(new Date(), true)).toMatchObject({ day: "2026-11-24" });
    passTime(25 * hourMs);
    expect(await readDue()).toBe(1);
  });

  test("with odd rows are incomplete, and say what they lack", async () => {
    sandbox.faults.add({ kind: "odd_rows", path: "/usage_report/messages" });
    await readPeaks({ day: "2026-11-20", isLimitsDue: true });
    const { peaks } = await getOrganizationLimits(by);
    expect(peaks).toMatchObject({ readDays: 1, incompleteDays: 1, refusal: null });
    const db = await database();
    expect(await db.select().from(unreadableRows)).toMatchObject([
      { noun: "limit", part: "peaks:2026-11-20" },
    ]);
    useEmpty();
    passTime(9 * 24 * hourMs);
    await readDue();
    expect(await db.$count(unreadableRows)).toBe(0);
  });

  test("are not asked for where there are no rate limits", async () => {
    sandbox.faults.add({ kind: "error", status: 404, path: "/rate_limits" });
    expect(await readDue()).toBe(0);
    expect(await readDue()).toBe(0);
  });

  test("of a model that no group names are not counted, and the page says so", async () => {
    await readSubject(organizationSubject);
    const db = await database();
    const isLimits = eq(limitReadings.subject, organizationSubject);
    const [limits] = await db.select().from(limitReadings).where(isLimits);
    const entries = toGroups(limits?.entries ?? []).filter(({ name }) => name !== "Claude Opus 5.x");
    await db.update(limitReadings).set({ entries }).where(isLimits);
    await readPeaks({ day: "2026-11-23", isLimitsDue: false });
    expect((await getOrganizationLimits(by)).peaks.otherModels).toEqual(["claude-opus-5"]);
  });
});
