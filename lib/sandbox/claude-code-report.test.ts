import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";
import { hourMs } from "./clock";
import { personas } from "./personas";

describe("the Claude Code report", () => {
  const path = "/usage_report/claude_code";
  type Row = {
    actor: { type: string; email_address?: string };
    terminal_type: string;
    is_remote: boolean;
    customer_type: string;
    subscription_type: string | null;
    core_metrics: { num_sessions: number };
    tool_actions: Record<string, { accepted: number; rejected: number }>;
    model_breakdown: { tokens: { input: number }; estimated_cost: { amount: number } }[];
  };

  test("has rows by actor, terminal, and remote, includes the member, and has tools at 0/0", async () => {
    const { get } = createTestClient();
    const rows: Row[] = [];
    for (let day = 16; day <= 20; day++)
      rows.push(...(await get(`${path}?starting_at=2026-11-${day}&limit=1000`)).json.data);
    const actors = new Set(rows.map(({ actor }) => actor.email_address));
    expect(actors.size).toBeLessThan(rows.length);
    expect(actors).toContain(personas.member);
    expect(rows.some(({ is_remote }) => is_remote)).toBe(true);
    expect(rows.some(({ actor }) => actor.type === "api_actor")).toBe(true);
    // API users only: a Claude Enterprise seat never appears.
    const kinds = new Set(rows.map((row) => `${row.customer_type} ${row.subscription_type}`));
    expect([...kinds]).toEqual(["api null"]);
    expect(rows.every(({ tool_actions }) => tool_actions.multi_edit_tool?.accepted === 0)).toBe(true);
    for (const { model_breakdown } of rows)
      for (const { estimated_cost } of model_breakdown)
        expect(Number.isInteger(estimated_cost.amount)).toBe(true);
  });

  test("leaves out the last hour, and paging keeps its boundary", async () => {
    const { get, moveClock } = createTestClient();
    const input = (rows: Row[]) =>
      rows
        .flatMap(({ model_breakdown }) => model_breakdown)
        .reduce((sum, { tokens }) => sum + tokens.input, 0);
    const all = async () => (await get(`${path}?starting_at=2026-11-24&limit=1000`)).json.data as Row[];
    const before = await all();
    const first = (await get(`${path}?starting_at=2026-11-24&limit=5`)).json;
    moveClock(2 * hourMs);
    expect(input(await all())).toBeGreaterThan(input(before));
    const rest = (await get(`${path}?starting_at=2026-11-24&limit=1000&page=${first.next_page}`)).json.data;
    expect([...first.data, ...rest]).toEqual(before);
    const early = createTestClient({ now: () => new Date("2026-11-24T00:40:00Z") });
    expect((await early.get(`${path}?starting_at=2026-11-24`)).json).toEqual({
      data: [],
      has_more: false,
      next_page: null,
    });
  });

  test("takes a date, not a timestamp", async () => {
    const { get } = createTestClient();
    expect((await get(`${path}?starting_at=2026-11-20T00:00:00Z`)).status).toBe(400);
    expect((await get(path)).status).toBe(400);
    expect((await get(`${path}?starting_at=2026-11-20&limit=1001`)).status).toBe(400);
  });
});
