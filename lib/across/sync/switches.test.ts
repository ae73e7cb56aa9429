import Big from "big.js";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { costRows, reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { addDays, listDays, toDay } from "@/lib/core/format/calendar";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox, TestSandboxOptions } from "@/scripts/sandbox/test-sandbox";
import { SyncEngine } from "./engine";
import type { Job } from "./schema";
import { getSyncStatus } from "./status";

type Switch = {
  name: string;
  options?: TestSandboxOptions;
  fault?: Parameters<TestSandbox["faults"]["add"]>[0];
  fails?: Job[];
};

const switches: Switch[] = [
  { name: "none" },
  { name: "odd rows of every kind", fault: { kind: "odd_rows" } },
  { name: "one bucket a page", fault: { kind: "one_bucket" } },
  { name: "buckets out of order", fault: { kind: "out_of_order" }, fails: ["usage-hours"] },
  { name: "no export yet", fault: { kind: "no_export", path: "/analytics/" } },
  { name: "another currency", fault: { kind: "other_currency" } },
  { name: "a parent organization", fault: { kind: "parent_organization" } },
  { name: "an Enterprise organization", options: { kind: "enterprise" } },
];

const historyDays = 3;
const reader = permitFor("member", "sync:read");
let engine: SyncEngine;

beforeEach(async () => {
  await resetDatabase();
  env.HISTORY_DAYS = historyDays;
  engine = new SyncEngine();
});
afterEach(() => engine.stop());

async function runDry(): Promise<void> {
  for (let turns = 0; turns < 200; turns++) if ((await engine.step()) > 0) return;
  throw new Error("the engine does not come to rest");
}

const costPage = z.object({
  data: z.array(z.object({ starting_at: z.string(), results: z.array(z.object({ amount: z.string() })) })),
});

async function askForCost(sandbox: TestSandbox, day: string): Promise<string> {
  const headers = { "x-api-key": sandbox.key, "anthropic-version": "2026-10-21" };
  const url = `http://sandbox/v1/organizations/cost_report?starting_at=${day}T00:00:00Z&limit=1`;
  const { data } = costPage.parse(await (await sandbox.fetch(url, { headers })).json());
  const amounts = data.flatMap(({ results }) => results.map(({ amount }) => amount));
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed();
}

async function sumStored(day: string): Promise<string> {
  const db = await database();
  const [found] = await db
    .select({ cents: sql<string>`coalesce(trim_scale(sum(${costRows.cents})), 0)::text` })
    .from(costRows)
    .where(sql`${costRows.day} = ${day}::date`);
  return found?.cents ?? "0";
}

describe.each(switches)("a sync with the sandbox's switch $name", ({ options, fault, fails = [] }) => {
  test("reads everything else, with totals that are right or marked as incomplete", async () => {
    const sandbox = resetSandbox(options);
    const today = toDay(new Date());
    const days = listDays({ from: addDays(today, 1 - historyDays), to: addDays(today, -1) });
    const isConsole = options?.kind !== "enterprise";
    const charged = new Map<string, string>();
    for (const day of isConsole ? days : []) charged.set(day, await askForCost(sandbox, day));
    if (fault) sandbox.faults.add(fault);
    await runDry();
    const { jobs, lastSyncedAt, incompleteDays } = await getSyncStatus(reader);
    expect(lastSyncedAt).not.toBeNull();
    expect(jobs.filter(({ error }) => error).map(({ job }) => job)).toEqual(fails);
    const marked = incompleteDays.cost ?? [];
    expect(marked.length > 0).toBe(fault?.kind === "odd_rows");
    for (const [day, cents] of charged)
      expect(marked.includes(day) || (await sumStored(day)) === cents, day).toBe(true);
    const db = await database();
    const stored = await db.$count(
      reportDays,
      sql`report = 'cost' and day < ${today}::date and not is_refused`,
    );
    expect(stored).toBe(charged.size);
  });
});
