import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { exportChargeback } from "./chargeback";

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const seen = new Date(0);
  const shared = { isDefault: false, firstSeenAt: seen, seenAt: seen, raw: {} };
  await db.insert(workspaces).values([
    { ...shared, id: "a", name: "=A", tags: { cost_center: "=1+1" } },
    { ...shared, id: "b", name: 'B "two"', tags: { cost_center: "4410" } },
  ]);
  const rows = [
    costRow({ workspaceId: "a", cents: "9007199254740993.000001" }),
    costRow({ workspaceId: "b", cents: "100" }),
    costRow({ workspaceId: null, cents: "0.5" }),
  ];
  await replaceDay("cost", "2026-10-05", rows, new Date(0));
});

const get = (file: string, query = "month=2026-10", persona: "finance" | "member" | null = "finance") =>
  exportChargeback(
    new Request(`http://localhost/api/export/chargeback/${file}?${query}`),
    file,
    async () => persona && newActor(persona),
  );

test("the export has the exact lines of the statement, and no cell is a formula", async () => {
  await markRead(["cost"]);
  const answer = await get("statement.csv");
  expect(answer.headers.get("content-disposition")).toContain("castellan-statement-2026-10.csv");
  expect((await answer.text()).split("\r\n")).toEqual([
    "month,tag,cost_center,workspaces,direct_usd,shared_usd,amount_usd,direct,shared,amount,currency",
    `2026-10,cost_center,4410,"B ""two""",1,0,1,1,0,1,USD`,
    "2026-10,cost_center,'=1+1,'=A,90071992547409.93000001,0,90071992547409.93000001,90071992547409.93000001,0,90071992547409.93000001,USD",
    "2026-10,cost_center,,Default,0.005,0,0.005,0.005,0,0.005,USD",
    "",
  ]);
  const spread = await (await get("statement.csv", "month=2026-10&rule=center&center=4410")).text();
  expect(spread).toContain(`"B ""two""",1,0.005,1.005`);
});

test("the name of a statement shows that it is partial while its month isn't loaded", async () => {
  const { headers } = await get("statement.csv");
  expect(headers.get("content-disposition")).toContain("castellan-statement-2026-10-partial.csv");
});

test("the statement can be exported as a workbook too", async () => {
  const answer = await get("statement.xlsx");
  expect(answer.status).toBe(200);
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(500);
});

test.each([
  ["statement.csv", null, 401],
  ["statement.csv", "member", 403],
  ["other.csv", "finance", 404],
  ["statement.pdf", "finance", 404],
] as const)("a request for %s by %s is answered with %d", async (file, persona, status) => {
  expect((await get(file, "", persona)).status).toBe(status);
});

test("a statement whose rule lacks its center is refused", async () => {
  const answer = await get("statement.csv", "month=2026-10&rule=center");
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "refused", reason: "rule_without_center" });
});
