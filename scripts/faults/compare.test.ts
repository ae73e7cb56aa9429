import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { SyncEngine } from "@/lib/across/sync/engine";
import { openEntry } from "@/lib/core/audit/entry";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { compareStore } from "./compare";
import { EmulatedApi } from "./emulated-api";

// Before 2:00 UTC, the latest day that is compared is one day earlier.
const historyDays = 4;
const api = new EmulatedApi();

beforeAll(async () => {
  await resetDatabase();
  forget("sandbox");
  processSingleton("sandbox", () => api.sandbox);
  env.HISTORY_DAYS = historyDays;
  const engine = new SyncEngine();
  while ((await engine.step()) === 0);
  await engine.stop();
}, 120_000);

class Undone extends Error {}

/** Returns what the comparison finds after `alter`, which is then rolled back. */
async function compareAfter(alter: (tx: Transaction) => Promise<unknown>): Promise<string[]> {
  const db = await database();
  let found: string[] = [];
  const altered = db.transaction(async (tx) => {
    await alter(tx);
    found = await compareStore(api, { query: (text) => tx.execute(sql.raw(text)) }, historyDays);
    throw new Undone();
  });
  await expect(altered).rejects.toThrow(Undone);
  return found;
}

test("nothing is found after a complete sync", async () => {
  expect(await compareAfter(async () => {})).toEqual([]);
});

const oneOf = (table: string) => `ctid = (select min(ctid) from ${table})`;
/** A row that happens to be the first may be of today, which isn't compared. */
const oldest = "(select min(day) from report_days)";

test.each([
  ["a day of usage", `delete from usage_rows where day = ${oldest}`, /^usage of/],
  ["a day's hours", `delete from usage_hours where starts_at::date = ${oldest}`, /^usage by hour and \w+ of/],
  ["a day's places", `delete from usage_geo_rows where day = ${oldest}`, /^usage by geography of/],
  ["a day twice", `insert into cost_rows select * from cost_rows where day = ${oldest}`, /^cost of/],
  ["a person's day", `delete from claude_code_rows where day = ${oldest}`, /^Claude Code of/],
  ["a person's cost", `delete from actor_cost_rows where day = ${oldest}`, /^cost by person of/],
  ["a person's usage", `delete from actor_usage_rows where day = ${oldest}`, /^usage by person of/],
  ["a day", `delete from report_days where report = 'usage-geo' and day = ${oldest}`, /was never read$/],
  ["a sum", `delete from cost_rollups where ${oneOf("cost_rollups")}`, /^sums of cost, /],
  ["all months", "delete from usage_rollups where grain = 'month'", /^sums of usage, .*month/],
  ["a member", `update members set gone_at = now() where ${oneOf("members")}`, /^member missing/],
  ["a key's name", `update api_keys set name = 'x' where ${oneOf("api_keys")}`, /^key that is none/],
  ["a role", "update workspace_members set role = 'x'", /^membership missing/],
  ["a workspace", "delete from workspaces where not is_default", /^workspace missing/],
  ["an invite", "delete from invites", /^invite missing/],
  ["a failing job", "update sync_state set error_code = 'api_failed'", /^the sync of cost fails/],
])("a store that differs in %s is found", async (_, statement, finds) => {
  const found = await compareAfter((tx) => tx.execute(sql.raw(statement)));
  expect(found).toContainEqual(expect.stringMatching(finds));
});

test("an operation without an outcome is found", async () => {
  const actor = newActor("admin");
  await openEntry({ actor, action: "member.remove", targetId: "user_1", request: null });
  expect(await compareAfter(async () => {})).toEqual(["an intent without an outcome: member.remove"]);
});
