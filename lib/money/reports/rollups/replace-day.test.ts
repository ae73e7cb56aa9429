import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { claudeCodeRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { costRollups, costRows, reportDays, usageRollups, usageRows } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import type { CostRow } from "@/lib/money/reports/ingest/response-schema";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { sumStale } from "./period-sums";
import { refuseDays, touchDay } from "./replace-day";

beforeEach(resetDatabase);

const at = new Date("2026-11-24T10:00:00Z");
const later = new Date("2026-11-24T11:00:00Z");

async function getCents(): Promise<string | undefined> {
  const db = await database();
  const { rows } = await db.execute<{ cents: string }>(
    sql`select trim_scale(coalesce(sum(cents), 0))::text as cents from ${costRows}`,
  );
  return rows[0]?.cents;
}

async function listSums() {
  const db = await database();
  const { rows } = await db.execute(sql`select axes || ' ' || grain || ' ' || starts_on as place,
    trim_scale(sum(cents))::text as cents from ${costRollups} group by 1 order by 1`);
  return Object.fromEntries(rows.map((row) => [row.place, row.cents]));
}

describe("replacing a day", () => {
  test("replacing a day updates the rows and all of their sums", async () => {
    await replaceDay("cost", "2026-11-30", [costRow({ cents: "0.000001", workspaceId: "w" })], at);
    await replaceDay(
      "cost",
      "2026-12-01",
      [costRow({ cents: "9007199254740993.5" }), costRow({ cents: "-1" })],
      at,
    );
    expect(await listSums()).toEqual({
      ...sumsOfEach("day 2026-11-30", "0.000001"),
      ...sumsOfEach("day 2026-12-01", "9007199254740992.5"),
      ...sumsOfEach("week 2026-11-30", "9007199254740992.500001"),
      ...sumsOfEach("month 2026-11-01", "0.000001"),
      ...sumsOfEach("month 2026-12-01", "9007199254740992.5"),
    });
  });

  test("replacing a day updates the month when a day was revised", async () => {
    await replaceDay("cost", "2026-11-02", [costRow({ cents: "5" })], at);
    await replaceDay("cost", "2026-11-20", [costRow({ cents: "7" }), costRow({ cents: "8" })], at);
    await replaceDay("cost", "2026-11-20", [costRow({ cents: "9.5" })], later);
    expect(await getCents()).toBe("14.5");
    expect(await listSums()).toMatchObject({
      "workspace month 2026-11-01": "14.5",
      "model day 2026-11-20": "9.5",
    });
    await replaceDay("cost", "2026-11-20", [], new Date("2026-11-24T12:00:00Z"));
    expect(await listSums()).toMatchObject({ "model month 2026-11-01": "5" });
  });

  test("replacing a day doesn't rewrite unchanged rows in any order, but records that they were read", async () => {
    const rows = [costRow({ cents: "1" }), costRow({ cents: "2", model: "claude-opus-5" })];
    await replaceDay("cost", "2026-11-20", rows, at);
    const db = await database();
    const before = await db.execute<{ xmin: string }>(sql`select xmin::text from ${costRows} order by 1`);
    await replaceDay("cost", "2026-11-20", rows.toReversed(), later);
    const after = await db.execute<{ xmin: string }>(sql`select xmin::text from ${costRows} order by 1`);
    expect(after.rows).toEqual(before.rows);
    expect(await db.select().from(reportDays)).toMatchObject([{ fetchedAt: later, rowCount: 2 }]);
  });

  test("replacing a day ignores an older response that arrives late", async () => {
    await replaceDay("cost", "2026-11-20", [costRow({ cents: "2" })], later);
    await replaceDay("cost", "2026-11-20", [costRow({ cents: "1" })], at);
    expect(await getCents()).toBe("2");
  });

  test("replacing a day keeps the whole old day if it is interrupted", async () => {
    await replaceDay("cost", "2026-11-20", [costRow({ cents: "3" })], at);
    const sums = await listSums();
    const broken: CostRow[] = [costRow({ cents: "4" }), costRow({ cents: "not a number" })];
    await expect(replaceDay("cost", "2026-11-20", broken, later)).rejects.toThrow();
    expect(await getCents()).toBe("3");
    expect(await listSums()).toEqual(sums);
    const db = await database();
    expect(await db.select().from(reportDays)).toMatchObject([{ fetchedAt: at, rowCount: 1 }]);
  });

  test("replacing a day keeps the old rows and sums if it is interrupted between them", async () => {
    await replaceDay("cost", "2026-11-20", [costRow({ cents: "3" })], at);
    const sums = await listSums();
    const db = await database();
    await db.execute(
      sql`alter table ${costRollups} add constraint planted check (grain <> 'month' or cents < 4)`,
    );
    await expect(replaceDay("cost", "2026-11-20", [costRow({ cents: "4" })], later)).rejects.toThrow();
    await db.execute(sql`alter table ${costRollups} drop constraint planted`);
    expect(await getCents()).toBe("3");
    expect(await listSums()).toEqual(sums);
  });

  test("replacing a day counts each day once in its month if days are replaced in parallel", async () => {
    await Promise.all([
      replaceDay("cost", "2026-11-01", [costRow({ cents: "1" })], at),
      replaceDay("cost", "2026-11-02", [costRow({ cents: "2" })], at),
      replaceDay("cost", "2026-11-02", [costRow({ cents: "2" }), costRow({ cents: "0" })], at),
    ]);
    expect(await getCents()).toBe("3");
    expect(await listSums()).toMatchObject({ "workspace month 2026-11-01": "3" });
  });

  test("replacing a day adds up usage by every combination that is shown", async () => {
    const rows = [
      usageRow({ apiKeyId: "k1", outputTokens: 3 }),
      usageRow({ apiKeyId: "k2", outputTokens: 4, webSearchRequests: 1 }),
    ];
    await replaceDay("usage", "2026-11-20", rows, at);
    await replaceDay("usage", "2026-11-21", rows, at);
    const db = await database();
    await sumStale("usage", []);
    const sums = await db.select().from(usageRollups).where(eq(usageRollups.grain, "month"));
    const whole = { startsOn: "2026-11-01", outputTokens: 14, webSearchRequests: 2 };
    expect(sums.filter(({ axes }) => axes !== "workspace_key")).toMatchObject([whole, whole, whole, whole]);
    expect(
      sums
        .filter(({ axes }) => axes === "workspace_key")
        .map(({ outputTokens }) => outputTokens)
        .sort(),
    ).toEqual([6, 8]);
    expect(await db.$count(usageRows)).toBe(4);
  });

  test("replacing a day adds up Claude Code activity by actor and place", async () => {
    const rows = [
      claudeCodeRow({
        sessions: 1,
        estimatedCents: "0.5",
        toolActions: { edit_tool: { accepted: 1, rejected: 0 } },
      }),
      claudeCodeRow({ sessions: 2, estimatedCents: "274.25", subscriptionType: "team" }),
      claudeCodeRow({ sessions: 4, isRemote: true, terminalType: null }),
    ];
    await replaceDay("claude-code", "2026-11-20", rows, at);
    const db = await database();
    const sums = await db
      .select()
      .from(claudeCodeRollups)
      .where(eq(claudeCodeRollups.grain, "day"))
      .orderBy(claudeCodeRollups.sessions);
    const actor = "ines@northwind.example";
    expect(sums).toMatchObject([
      { actor, terminalType: "vscode", sessions: 3, estimatedCents: "274.75" },
      { actor, terminalType: null, isRemote: true, sessions: 4 },
    ]);
  });
});

test("a day that the API can't report yet keeps its known rows", async () => {
  await replaceDay("cost", "2026-11-24", [costRow({ cents: "3" })], at);
  await touchDay("cost", "2026-11-24", later);
  const db = await database();
  expect(await db.select().from(reportDays)).toMatchObject([{ fetchedAt: later, rowCount: 1 }]);
  expect(await getCents()).toBe("3");
});

test("refused days are recorded, and a day that was read stays read", async () => {
  await replaceDay("cost", "2026-11-02", [costRow()], at);
  await refuseDays("cost", { from: "2026-11-01", to: "2026-11-03" }, later);
  const db = await database();
  const days = await db.select().from(reportDays).orderBy(reportDays.day);
  expect(days.map(({ day, isRefused }) => [day, isRefused])).toEqual([
    ["2026-11-01", true],
    ["2026-11-02", false],
    ["2026-11-03", true],
  ]);
});

function sumsOfEach(place: string, cents: string): Record<string, string> {
  return Object.fromEntries(
    ["workspace", "model", "workspace_model", "item"].map((axes) => [`${axes} ${place}`, cents]),
  );
}
