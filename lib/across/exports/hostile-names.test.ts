import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { asc, isNull, sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, members, organization, workspaces } from "@/lib/core/db/directory-tables";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { makeWorld, order } from "@/lib/directory/offboardings/test-offboardings";
import { evaluateFindings } from "@/lib/governance/findings/evaluate";
import { closeReview } from "@/lib/governance/reviews/actions";
import { reviewId, start } from "@/lib/governance/reviews/test-reviews";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { sumStaleSavings } from "@/lib/money/reports/rollups/saving-months";
import { replaceDay } from "@/lib/money/reports/test-day";
import { actorUsageRow, claudeCodeRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { toLastMonth } from "@/lib/money/spend/month";
import { changeLedgerAccounts, closeMonth } from "@/lib/money/statements/actions";
import { loadMonth } from "@/lib/money/statements/test-months";
import { personas } from "@/lib/sandbox/personas";
import { exportNouns } from "@/lib/test-surface";

vi.mock("next-intl/server", () => ({ getTranslations: async () => (key: string) => key }));

const evil = "=1+1";
const today = toDay(new Date());
const month = toLastMonth(addDays(today, -3)).from.slice(0, 7);

let offboarding = "";

beforeAll(async () => {
  const world = await makeWorld();
  await nameLikeFormulas();
  await loadReports(world.busy, world.leaverId);
  await closeStatement();
  await start({ name: evil });
  await inRequest({ as: personas.admin }, () => closeReview({ reviewId, reason: evil }));
  const keys = [world.busy, world.idle].map((keyId) => ({
    keyId,
    choice: "keep" as const,
    ownerId: null,
    note: evil,
  }));
  offboarding = (await order(world, { keys })).data?.ids[0] ?? "";
  await evaluateFindings();
});

/** In each of the ways that a formula can begin. The people of the test keep their addresses, because they sign in. */
async function nameLikeFormulas(): Promise<void> {
  const sign = sql`(array['=1+', '+', '-', '@', E'\t=', E'\r=', '"=', E'\n-'])[1 + (hashtext(id) & 7)]`;
  const db = await database();
  for (const table of [members, workspaces, apiKeys, organization])
    await db.execute(sql`update ${table} set name = ${sign} || name`);
  await db.execute(sql`update ${workspaces} set tags = jsonb_build_object('cost_center', ${evil}::text, ${evil}::text, ${evil}::text)
    where not is_default`);
  await db.execute(sql`update ${invites} set email = ${sign} || email`);
}

async function loadReports(apiKeyId: string, actorId: string): Promise<void> {
  const db = await database();
  const [place] = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(isNull(workspaces.archivedAt))
    .orderBy(asc(workspaces.isDefault))
    .limit(1);
  const workspaceId = place?.id ?? null;
  // Files with one row have no other name, so theirs has the same sign in every run.
  for (const [table, id] of [
    [workspaces, workspaceId],
    [apiKeys, apiKeyId],
    [members, actorId],
  ] as const)
    await db.execute(sql`update ${table} set name = ${evil} where id = ${id}`);
  const named = { model: evil, serviceTier: evil, contextWindow: evil };
  const cost = costRow({
    ...named,
    workspaceId,
    description: evil,
    costType: evil,
    tokenType: evil,
    cents: "-7.5",
  });
  await loadMonth(month, [cost]);
  const actor = { actorKind: "user", actorId, actorEmail: `${evil}@x.example` };
  const spent = { ...actor, apiKeyId, workspaceId, product: evil, model: evil };
  await noteActorCostCapability(null, new Date());
  for (const day of [addDays(today, -3), today]) {
    await replaceDay("cost", day, [cost], new Date());
    await replaceDay(
      "usage",
      day,
      [usageRow({ ...named, workspaceId, apiKeyId, outputTokens: 3 })],
      new Date(),
    );
    await replaceDay(
      "claude-code",
      day,
      [claudeCodeRow({ actor: evil, terminalType: evil, sessions: 1 })],
      new Date(),
    );
    await replaceDay(
      "actor-usage",
      day,
      [actorUsageRow({ ...actor, product: evil, model: evil })],
      new Date(),
    );
    await replaceDay(
      "actor-cost",
      day,
      [{ ...spent, currency: "USD", cents: "5", listCents: "9" }],
      new Date(),
    );
  }
  for (const report of ["cost", "usage", "claude-code", "actor-usage", "actor-cost"] as const)
    await sumStale(report);
  await sumStaleSavings(async () => []);
}

async function closeStatement(): Promise<void> {
  const as = personas.finance;
  const terms = { month, currency: "USD", tag: "cost_center", rule: "leave" as const, center: null };
  await inRequest({ as }, () => closeMonth(terms));
  const accounts = (["center", "unassigned", "offset"] as const).map((role) => ({
    role,
    center: role === "center" ? evil : "",
    account: evil,
  }));
  await inRequest({ as }, () => changeLedgerAccounts({ before: [], accounts }));
}

const files = [
  ...exportNouns,
  "usage?source=analytics",
  "chargeback/statement?tag=cost_center",
  ...["model", "workspace"].map((by) => `differences/changes?by=${by}`),
  ...["key", "person"].map((kind) => `people/keys-and-people?kind=${kind}`),
  "savings/savings",
  ...["statement", "ledger", "focus"].map((name) => `statements/${name}?number=1`),
  "offboardings/receipt",
];

async function download(address: string, format: string): Promise<Uint8Array> {
  const [path = "", search] = address.split("?");
  const [name = "", folder] = path.split("/").reverse();
  const { GET } = await import(resolve("app/api/export", folder ?? "", "[file]/route.ts"));
  const file = `${name}.${format}`;
  const asked = new URLSearchParams(search);
  if (folder === "chargeback") asked.set("month", month);
  if (folder === "offboardings") asked.set("id", offboarding);
  if (folder === "reviews") asked.set("review", reviewId);
  if (/^(usage|cost|claude-code|focus|differences|people|savings)/.test(address)) {
    asked.set("from", `${month}-01`);
    asked.set("to", today);
  }
  const request = new Request(`${testOrigin}/api/export/${folder ? `${folder}/` : ""}${file}?${asked}`);
  const as = await startTestSession(personas.admin);
  const answer: Response = await inRequest({ as }, () => GET(request, { params: Promise.resolve({ file }) }));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(answer.status, strFromU8(bytes.slice(0, 300))).toBe(200);
  return bytes;
}

const formula = /^\s*"?[=+\-@]|^[\t\r\n]/;
const disarmed = /^'\s*"?[=+\-@]/;
const number = /^-?\d+(\.\d+)?$/;

function expectHarmless(cells: string[]): void {
  expect(cells.filter((cell) => formula.test(cell) && !number.test(cell))).toEqual([]);
  expect(cells.filter((cell) => disarmed.test(cell))).not.toEqual([]);
}

function readCsv(bytes: Uint8Array): string[] {
  return Papa.parse<string[]>(strFromU8(bytes), { newline: "\r\n" }).data.flat();
}

const toMatches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found);

describe("where every name begins like a formula", () => {
  test.each(files)("no cell of %s does as CSV", async (file) => {
    expectHarmless(readCsv(await download(file, "csv")));
  });

  test.each(files)("no cell of %s does in a workbook", async (file) => {
    const sheet = unzipSync(await download(file, "xlsx"))["xl/worksheets/sheet1.xml"];
    const xml = strFromU8(sheet ?? new Uint8Array());
    expect(xml).not.toMatch(/<f[ >]/);
    expect(toMatches(xml, /<v>(.*?)<\/v>/gs).filter((value) => !number.test(value))).toEqual([]);
    expectHarmless(toMatches(xml, /<t xml:space="preserve">(.*?)<\/t>/gs));
  });

  test("no cell in the evidence pack of a review does", async () => {
    const decisions = unzipSync(await download("reviews/pack", "zip"))["decisions.csv"];
    expectHarmless(readCsv(decisions ?? new Uint8Array()));
  });

  test("every folder of exports is among these", () => {
    const folders = files.flatMap((file) => /^(\w+)\//.exec(file)?.[1] ?? []);
    const known = new Set(["[file]", "reviews", ...folders]);
    expect([...known].sort()).toEqual(readdirSync("app/api/export").sort());
  });
});
