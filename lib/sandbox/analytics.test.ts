import Big from "big.js";
import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";
import { hourMs } from "./clock";
import { personas } from "./personas";

const beta = { "anthropic-beta": "analytics-usage-cost-2026-08-24" };
const range = "?starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-20T00:00:00Z&limit=1000";

type CostRow = { cost: { amount: string }; group: Record<string, unknown> };
const sumCents = (rows: CostRow[]) =>
  rows.reduce((sum, { cost }) => sum.plus(cost.amount), new Big(0)).toFixed();

describe("analytics", () => {
  test("cost agrees with the cost report in every grouping", async () => {
    const { get } = createTestClient();
    const report = (
      await get("/cost_report?starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-20T00:00:00Z&limit=31")
    ).json;
    const results: { amount: string }[] = report.data.flatMap(
      ({ results: rows }: { results: { amount: string }[] }) => rows,
    );
    const total = results.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed();
    for (const query of [
      "",
      "&group_by[]=actor",
      "&group_by[]=api_key_id&group_by[]=model",
      "&group_by[]=cost_type&group_by[]=token_type",
      "&group_by[]=workspace_id&time_bucket_width=1d",
    ])
      expect(sumCents((await get(`/analytics/cost${range}${query}`, beta)).json.data), query).toBe(total);
  });

  test("names people, also former ones, and shows Default by its real id", async () => {
    const { get, remove, sandbox } = createTestClient();
    const member = (await get(`/users?email=${personas.member}`)).json.data[0];
    await remove(`/users/${member.id}`);
    const query = `/analytics/usage${range}&group_by[]=actor&group_by[]=workspace_id`;
    const rows = (await get(query, beta)).json.data;
    expect(rows.map(({ group }: CostRow) => group.actor)).toContainEqual({
      type: "user_actor",
      user_id: member.id,
      name: member.name,
      email_address: member.email,
      deleted: true,
    });
    expect(rows.some(({ group }: CostRow) => group.workspace_id === sandbox.store.defaultWorkspaceId)).toBe(
      true,
    );
    const present = (await get(`${query}&exclude_deleted_users=true`, beta)).json.data;
    expect(present.length).toBeLessThan(rows.length);
  });

  test("an empty key filter finds usage without a key", async () => {
    const { get } = createTestClient();
    const { data } = (
      await get(`/analytics/usage${range}&group_by[]=api_key_id&group_by[]=product&api_key_ids[]=`, beta)
    ).json;
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(({ group }: CostRow) => group.api_key_id === null)).toBe(true);
  });

  test("name products that no document does, and count no requests of some", async () => {
    const { get } = createTestClient();
    const query = `/analytics/usage${range}&group_by[]=product&group_by[]=model`;
    const rows: { group: { product: string; model: string }; usage: { requests: number | null } }[] = (
      await get(query, beta)
    ).json.data;
    const products = new Set(rows.map(({ group }) => group.product));
    for (const product of ["research", "voice_mode", "claude_in_xcode"]) expect(products).toContain(product);
    for (const { group, usage } of rows)
      expect([group.model === "no-model", usage.requests === null]).toEqual(
        Array(2).fill(group.product === "voice_mode"),
      );
  });

  test("list prices are above those of one model, and nowhere below", async () => {
    const { get } = createTestClient();
    const rows: { group: { model: string }; cost: { amount: string; list_amount: string } }[] = (
      await get(`/analytics/cost${range}&group_by[]=model`, beta)
    ).json.data;
    const discounted = rows.filter(({ cost }) => new Big(cost.list_amount).gt(cost.amount));
    expect(discounted.map(({ group }) => group.model)).toContain("claude-sonnet-5");
    expect(discounted.length).toBeLessThan(rows.length);
    expect(rows.every(({ cost }) => new Big(cost.list_amount).gte(cost.amount))).toBe(true);
  });

  test("pages by rows, sorted; a refresh ends the cursor with 410", async () => {
    const { get, moveClock } = createTestClient();
    const query = "/analytics/usage?starting_at=2026-11-02T00:00:00Z&group_by[]=api_key_id";
    const first = (await get(`${query}&limit=5`, beta)).json;
    expect(first).toMatchObject({ has_more: true, data_refreshed_at: "2026-11-24T12:00:00Z" });
    const counts = first.data.map(({ usage }: { usage: { total_tokens: number } }) => usage.total_tokens);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    expect((await get(`${query}&limit=5&page=${first.next_page}`, beta)).status).toBe(200);
    moveClock(4 * hourMs);
    expect((await get(`${query}&limit=5&page=${first.next_page}`, beta)).status).toBe(410);
  });

  test.each([
    ["more than 31 days", "?starting_at=2026-10-01T00:00:00Z&ending_at=2026-11-20T00:00:00Z"],
    ["a start before 2026", "?starting_at=2025-12-31T00:00:00Z"],
    ["buckets without an end", "?starting_at=2026-11-20T00:00:00Z&time_bucket_width=1d"],
    [
      "minutes over more than a day",
      "?starting_at=2026-11-20T00:00:00Z&ending_at=2026-11-22T00:00:00Z&time_bucket_width=1m",
    ],
    [
      "leaving out leavers without naming people",
      "?starting_at=2026-11-20T00:00:00Z&exclude_deleted_users=true",
    ],
    ["cost_type for usage", "?starting_at=2026-11-20T00:00:00Z&group_by[]=cost_type"],
  ])("refuses %s", async (_, query) => {
    const { get } = createTestClient();
    expect((await get(`/analytics/usage${query}`, beta)).status).toBe(400);
  });

  test("needs its beta header", async () => {
    const { get } = createTestClient();
    expect((await get(`/analytics/usage${range}`)).status).toBe(400);
  });
});
