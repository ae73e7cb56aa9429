import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { getTranslator } from "@/lib/core/delivery/translate";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import { toCsv } from "@/lib/core/sheets/csv";
import { digestFindings } from "./findings-digest";
import type { Cadence } from "./vocabulary";

const today = "2026-11-08";
const admin = permitFor("admin", "findings:read");

beforeEach(async () => {
  await resetDatabase();
  await add("key_unused", "new", "2026-11-02");
  await add("key_unused", "old", "2026-10-20");
  await add("workspace_idle", "fixed", "2026-10-20", {
    resolvedAt: new Date("2026-11-07T23:59:59Z"),
    workspaceId: "w1",
  });
  await add("key_unused", "of today", "2026-11-08");
});

async function add(
  rule: FindingRule,
  label: string,
  day: string,
  more: Partial<typeof findings.$inferInsert> = {},
) {
  const at = new Date(`${day}T00:00:00Z`);
  const usual = {
    rule,
    label,
    subjectId: label,
    reach: 1,
    since: at,
    firstSeenAt: at,
    score: "1",
    evidence: {},
  };
  const db = await database();
  await db.insert(findings).values({ ...usual, ...more });
}

async function digest(cadence: Cadence = "weekly", { by = admin, query = "" } = {}) {
  const t = await getTranslator("en");
  return digestFindings({ by, search: new URLSearchParams(query), today, t, locale: "en", cadence });
}

async function readFile({ openSheet }: Awaited<ReturnType<typeof digest>>) {
  let text = "";
  for await (const piece of toCsv(await openSheet())) text += new TextDecoder().decode(piece);
  return text;
}

test("a report has only what appeared or was resolved since the last one", async () => {
  const weekly = await digest();
  expect(weekly.sentence).toBe(`1 new finding and 1 resolved from ${weekly.span}.`);
  expect(weekly.table.rows.map(([change, , name]) => [change, name])).toEqual([
    ["New", "new"],
    ["Resolved", "fixed"],
  ]);
  expect(weekly.path).toContain("from=2026-11-01&to=2026-11-07");
  const file = await readFile(weekly);
  expect(file).toContain("new");
  expect(file).toContain("fixed");
  expect(file).not.toContain("old");
  expect(file).not.toContain("of today");
});

test("each day is in one daily report, and a month in one monthly", async () => {
  expect((await digest("daily")).table.rows.map(([, , name]) => name)).toEqual(["fixed"]);
  const monthly = (await digest("monthly")).table.rows.map(([, , name]) => name);
  expect(monthly.toSorted()).toEqual(["fixed", "fixed", "new", "old"]);
});

test("a scheduled report of findings keeps the filters of the page, and has nothing of workspaces that its owner doesn't lead", async () => {
  const { rows } = (await digest("weekly", { query: "rule=workspace_idle&state=open" })).table;
  expect(rows.map(([change]) => change)).toEqual(["Resolved"]);
  const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "findings:read");
  const ofLead = await digest("weekly", { by: lead });
  expect(ofLead.table.rows.map(([, , name]) => name)).toEqual(["fixed"]);
  expect(await readFile(ofLead)).not.toContain("new");
});

test("a scheduled report of findings says so if nothing has changed", async () => {
  const db = await database();
  await db.delete(findings);
  expect((await digest()).sentence).toMatch(/^No new findings and 0 resolved from /);
});
