import Papa from "papaparse";
import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { organization, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow, usageRow } from "@/lib/money/reports/test-rows";
import { exportFile } from "./export-file";
import { mandatoryColumns } from "./focus-columns";

const at = new Date(0);
const item = { workspaceId: "a", model: "claude-opus-5", serviceTier: "standard", contextWindow: "0-200k" };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const shared = { firstSeenAt: at, seenAt: at, raw: {} };
  await db.insert(organization).values({ id: "org_1", name: "Northwind", seenAt: at });
  await db.insert(workspaces).values([
    { ...shared, id: "a", name: "A", isDefault: false, tags: { cost_center: "4410" } },
    { ...shared, id: "b", name: "B", isDefault: false, tags: {} },
  ]);
  await replaceDay(
    "usage",
    "2026-10-05",
    [usageRow({ ...item, outputTokens: 1_500_001, webSearchRequests: 30 })],
    at,
  );
  const rows = [
    costRow({
      ...item,
      tokenType: "output_tokens",
      costType: "tokens",
      description: "Output",
      cents: "3000.5",
    }),
    costRow({ ...item, tokenType: "output_tokens", costType: "tokens", inferenceGeo: "us", cents: "0.5" }),
    costRow({ workspaceId: "a", costType: "web_search", description: "Web Search Usage", cents: "30" }),
    costRow({ workspaceId: "b", costType: "session_usage", cents: "8" }),
    costRow({ workspaceId: null, costType: "tokens", cents: "-2", currency: "JPY" }),
  ];
  await replaceDay("cost", "2026-10-05", rows, at);
  await markRead(["cost", "usage"]);
});

const get = (
  query = "from=2026-10-01&to=2026-10-31",
  actor: Parameters<typeof newActor> | null = ["finance"],
) =>
  exportFile(new Request(`http://localhost/api/export/focus.csv?${query}`), "focus.csv", async () =>
    actor ? newActor(...actor) : null,
  );
async function read(...given: Parameters<typeof get>): Promise<Record<string, string>[]> {
  return Papa.parse<Record<string, string>>((await (await get(...given)).text()).trim(), { header: true })
    .data;
}

test("the file has every mandatory column of FOCUS 1.2, with values where nulls aren't allowed", async () => {
  const rows = await read();
  expect(Object.keys(rows[0] ?? {}).slice(0, 21)).toEqual([...mandatoryColumns]);
  const nullable = ["BillingAccountName", "ChargeClass", "PricingQuantity", "PricingUnit"];
  for (const row of rows)
    for (const name of mandatoryColumns) {
      if (!nullable.includes(name)) expect(row[name], name).not.toBe("");
      if (name.endsWith("Start") || name.endsWith("End"))
        expect(row[name]).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    }
  for (const { ChargeCategory, PricingQuantity, PricingUnit } of rows) {
    expect(["Usage", "Adjustment"]).toContain(ChargeCategory);
    expect(PricingQuantity === "").toBe(ChargeCategory !== "Usage");
    expect(PricingUnit === "").toBe(PricingQuantity === "");
  }
});

test("charges have their tokens or searches as quantity, and are one charge without", async () => {
  expect(await read()).toMatchObject([
    {
      SubAccountName: "A",
      BilledCost: "30.01",
      ChargeDescription: "Output",
      PricingQuantity: "1.500001",
      PricingUnit: "1000000 Tokens",
      ConsumedQuantity: "1500001",
      BillingPeriodStart: "2026-10-01T00:00:00Z",
      BillingPeriodEnd: "2026-11-01T00:00:00Z",
      ChargePeriodStart: "2026-10-05T00:00:00Z",
      ChargePeriodEnd: "2026-10-06T00:00:00Z",
      Tags: '{"cost_center": "4410"}',
    },
    { SubAccountName: "A", BilledCost: "0.3", PricingQuantity: "0.03", PricingUnit: "1000 Requests" },
    { SubAccountName: "B", BilledCost: "0.08", PricingQuantity: "1", PricingUnit: "Charges", Tags: "" },
    {
      SubAccountId: "",
      SubAccountName: "",
      BilledCost: "-2",
      BillingCurrency: "JPY",
      ChargeCategory: "Adjustment",
      PricingQuantity: "",
      ChargeFrequency: "One-Time",
    },
  ]);
});

test("a lead gets the charges of their workspaces, a member and strangers get none", async () => {
  const rows = await read(undefined, ["lead", { workspaceIds: ["b"] }]);
  expect(rows.map(({ SubAccountName }) => SubAccountName)).toEqual(["B"]);
  expect((await get(undefined, ["member"])).status).toBe(403);
  expect((await get(undefined, null)).status).toBe(401);
});

test("a range that can't be read is refused", async () => {
  expect((await get("from=soon")).status).toBe(400);
});
