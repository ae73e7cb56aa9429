import { sql } from "drizzle-orm";
import Papa from "papaparse";
import { beforeAll, describe, expect, test } from "vitest";
import { exportFile } from "@/lib/across/exports/export-file";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { getBreakdown } from "@/lib/money/reports/claude-code/breakdown";
import {
  claudeCodeColumns,
  claudeCodeDimension,
  claudeCodeDimensions,
  flagColumns,
} from "@/lib/money/reports/claude-code/dimensions";
import { getClaudeCode } from "@/lib/money/reports/claude-code/report";
import { costColumns, costDimension, costDimensions, costLevels } from "@/lib/money/reports/cost/dimensions";
import { getCost } from "@/lib/money/reports/cost/report";
import { actorUsageRow } from "@/lib/money/reports/ingest/actor-response-schema";
import { claudeCodeRow } from "@/lib/money/reports/ingest/claude-code-response-schema";
import { costRow, geoRow, usageRow } from "@/lib/money/reports/ingest/response-schema";
import { listCostRows, listUsageRows } from "@/lib/money/reports/query/detail-rows";
import { listClaudeCodeValues, listCostValues, listUsageValues } from "@/lib/money/reports/query/facets";
import {
  analyticsColumns,
  analyticsDimensions,
  geoColumns,
  usageColumns,
  usageDimension,
  usageDimensions,
  usageLevels,
} from "@/lib/money/reports/usage/dimensions";
import { getUsage } from "@/lib/money/reports/usage/report";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import type { Dimensions } from "./dimension";
import {
  readBreakdownSearch,
  readClaudeCodeSearch,
  readCostSearch,
  readUsageSearch,
  toValuesReader,
} from "./route-search";
import { storeDay } from "./test-day";

const day = toDayAgo(1);
const at = new Date();
const admin = newActor("admin");

/** What the API sends for a column, and everything shows for its dimension. */
const toValue = (column: string) => `some ${column}`;
const toSent = (columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, toValue(column)]));

/** Of dimensions that are more than their column. */
const derived: Record<string, string> = {
  person: "ines@x.example",
  service_account: "svac_1",
  actor_type: "user",
  place: "remote",
};
const ask = (more: Record<string, string>) => new URLSearchParams({ from: day, to: day, ...more });

beforeAll(async () => {
  await resetDatabase();
  const usage = { output_tokens: 7 };
  await storeDay("cost", day, [costRow.parse({ amount: "100", ...toSent(costColumns) })], at);
  await storeDay("usage", day, [usageRow.parse({ ...usage, ...toSent(usageColumns) })], at);
  await storeDay("usage-geo", day, [geoRow.parse({ ...usage, ...toSent(geoColumns) })], at);
  const actors = [
    { type: "user_actor", user_id: "user_1", email_address: derived.person },
    { type: "service_account_actor", service_account_id: derived.service_account },
  ];
  const ofActors = actors.map((actor) => {
    const group = { actor, ...toSent(analyticsColumns) };
    return actorUsageRow.parse({ starting_at: day, group, usage: { ...usage, requests: 1 } }).row;
  });
  await storeDay("actor-usage", day, ofActors, at);
  const work = {
    actor: { type: "user_actor", email_address: "ines@x.example" },
    core_metrics: { num_sessions: 3, lines_of_code: { added: 1, removed: 0 } },
    ...toSent(claudeCodeColumns),
    ...Object.fromEntries(flagColumns.map((column) => [column, true])),
  };
  await storeDay("claude-code", day, [claudeCodeRow.parse(work)], at);
});

function expectedOf(declared: Dimensions, name: string): string {
  return derived[name] ?? toValue(declared[name]?.columns[0] ?? "");
}

async function readFile(file: string, group: string) {
  const request = new Request(`http://localhost/api/export/${file}?${ask({ group })}`);
  const text = await (await exportFile(request, file, async () => admin)).text();
  const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return { rows: data, header: meta.fields ?? [] };
}

/** A file's columns and their first value, asked by the declared names. */
async function expectInFile(file: string, declared: Dimensions, name: string): Promise<void> {
  const columns = declared[name]?.exports ?? [];
  const { rows, header } = await readFile(file, columns.join(","));
  expect(header.slice(0, columns.length)).toEqual(columns);
  expect(rows.map((row) => row[columns[0] ?? ""])).toContain(expectedOf(declared, name));
}

function expectLabels(name: string, column?: string): void {
  for (const { reports } of [en, de]) {
    expect(reports.dimensions).toHaveProperty(name, expect.stringMatching(/./));
    if (column) expect(reports.columns).toHaveProperty(column, expect.stringMatching(/./));
  }
}

async function listKept(table: string, level: string, column: string) {
  const db = await database();
  const { rows } = await db.execute<{ value: string | null }>(sql`
    select to_jsonb(r) ->> ${column} as value from ${sql.identifier(table)} r where axes = ${level}`);
  return rows.map(({ value }) => value);
}

describe.each(costDimensions)("the dimension %s of the cost report", (name) => {
  const by = permitFor(admin, "cost:read");
  const value = expectedOf(costDimension, name);

  test("groups and filters the report, and lists its values", async () => {
    const { series } = await getCost(by, readCostSearch(ask({ group: name })));
    expect(series).toMatchObject([{ key: value, cents: "100" }]);
    const toTotal = async (one: string) =>
      (await getCost(by, readCostSearch(ask({ [name]: `x,${one}` })))).totalCents;
    expect([await toTotal(value), await toTotal("y")]).toEqual(["100", "0"]);
    const { values } = await listCostValues(by, toValuesReader(costDimensions)(ask({ by: name })));
    expect(values.map(({ key }) => key)).toEqual([value]);
  });

  test("a dimension is kept in exactly the sums that its declaration names", async () => {
    const [column] = costDimension[name].columns;
    const levels: readonly string[] = costDimension[name].levels.cost;
    for (const level of costLevels.cost)
      expect(await listKept("cost_rollups", level, column), level).toEqual(
        Array(3).fill(levels.includes(level) ? toValue(column) : null),
      );
  });

  test("a dimension has columns in files and detail rows, and has labels", async () => {
    await expectInFile("cost.csv", costDimension, name);
    const { columns, rows } = await listCostRows(by, readCostSearch(ask({})));
    const [shown] = costDimension[name].exports;
    expect(rows[0]?.[columns.indexOf(shown)]).toBe(value);
    expectLabels(name, shown);
  });
});

describe.each(usageDimensions)("the dimension %s of the usage report", (name) => {
  const by = permitFor(admin, "usage:read");
  const value = expectedOf(usageDimension, name);
  const isOfActors = analyticsDimensions.some((one) => one === name);

  test("groups and filters the report, and lists its values", async () => {
    const { series, source } = await getUsage(by, readUsageSearch(ask({ group: name })));
    expect(source).toBe(isOfActors ? "analytics" : "messages");
    expect(series.map(({ key }) => key)).toContain(value);
    const toTotal = async (one: string) =>
      (await getUsage(by, readUsageSearch(ask({ [name]: `x,${one}` })))).tokens;
    expect(Number(await toTotal(value)) % 7).toBe(0);
    expect(Number(await toTotal(value))).toBeGreaterThan(0);
    expect(await toTotal("y")).toBe("0");
    const { values } = await listUsageValues(by, toValuesReader(usageDimensions)(ask({ by: name })));
    expect(values.map(({ key }) => key)).toContain(value);
  });

  test("a dimension is kept in exactly the sums that its declaration names", async () => {
    const levels: Partial<Record<string, readonly string[]>> = usageDimension[name].levels;
    for (const report of ["usage", "usage-geo", "analytics"] as const)
      for (const level of usageLevels[report]) {
        const table = report === "analytics" ? "actor_usage_rollups" : "usage_rollups";
        for (const column of usageDimension[name].columns) {
          const kept = (await listKept(table, level, column)).filter((one) => one !== null);
          expect(kept.length > 0, `${level} ${column}`).toBe(levels[report]?.includes(level) ?? false);
        }
      }
  });

  test("a dimension has columns in files and detail rows, and has labels", async () => {
    await expectInFile("usage.csv", usageDimension, name);
    const { columns, rows } = await listUsageRows(by, readUsageSearch(ask({ group: name })));
    const [shown] = usageDimension[name].exports;
    expect(rows.map((row) => row[columns.indexOf(shown)])).toContain(value);
    expectLabels(name, shown);
  });
});

describe.each(claudeCodeDimensions)("the dimension %s of the Claude Code report", (name) => {
  const by = permitFor(admin, "claude-code:read");
  const value = expectedOf(claudeCodeDimension, name);

  test("groups and filters the report, and lists its values", async () => {
    const { rows } = await getBreakdown(by, readBreakdownSearch(ask({ by: name })));
    expect(rows).toMatchObject([{ key: value, actors: 1, sums: { sessions: "3" } }]);
    const toSessions = async (one: string) =>
      (await getClaudeCode(by, readClaudeCodeSearch(ask({ [name]: `x,${one}` })))).sums.sessions;
    expect([await toSessions(value), await toSessions("y")]).toEqual(["3", "0"]);
    const search = toValuesReader(claudeCodeDimensions)(ask({ by: name }));
    expect((await listClaudeCodeValues(by, search)).values.map(({ key }) => key)).toEqual([value]);
  });

  test("a dimension has columns in files, and has labels", async () => {
    if (claudeCodeDimension[name].exports.length > 0)
      await expectInFile("claude-code.csv", claudeCodeDimension, name);
    expectLabels(name);
  });
});
