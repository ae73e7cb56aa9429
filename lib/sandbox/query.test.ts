import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";

const beta = { "anthropic-beta": "analytics-usage-cost-2026-08-24,spend-limit-reads-2026-09-26" };
const since = "starting_at=2026-11-20T00:00:00Z";

const lists: [path: string, name: string, values: [string, string]][] = [
  [`/usage_report/messages?${since}`, "group_by", ["model", "workspace_id"]],
  [`/usage_report/messages?${since}`, "models", ["claude-opus-5", "claude-sonnet-5"]],
  [`/usage_report/messages?${since}`, "context_window", ["0-200k", "200k-1M"]],
  [`/cost_report?${since}`, "group_by", ["workspace_id", "description"]],
  ["/users?limit=20", "roles", ["admin", "billing"]],
  ["/invites?limit=20", "statuses", ["pending", "expired"]],
  ["/workspaces?limit=20", "ids", ["wrkspc_1", "wrkspc_2"]],
  ["/spend_limits?limit=20", "scope_type", ["organization", "workspace"]],
];
const analytics: typeof lists = [
  [`/analytics/usage?${since}`, "group_by", ["model", "workspace_id"]],
  [`/analytics/cost?${since}`, "group_by", ["model", "workspace_id"]],
  [`/analytics/cost?${since}`, "models", ["claude-opus-5", "claude-sonnet-5"]],
];

describe("a list in the query", () => {
  const { get } = createTestClient();

  test.each([...lists, ...analytics])(
    "of %s is accepted as %s[], encoded or not",
    async (path, name, values) => {
      const brackets = values.map((value) => `&${name}[]=${value}`).join("");
      const encoded = values.map((value) => `&${name}%5B%5D=${value}`).join("");
      const { status, json } = await get(path + brackets, beta);
      expect(status).toBe(200);
      expect((await get(path + encoded, beta)).json.data).toEqual(json.data);
    },
  );

  test.each(lists)("of %s is refused with a hint as %s without brackets", async (path, name, values) => {
    for (const given of [values, values.slice(0, 1)]) {
      const plain = given.map((value) => `&${name}=${value}`).join("");
      const { status, json } = await get(path + plain, beta);
      expect({ status, type: json.error?.type }).toEqual({ status: 400, type: "invalid_request_error" });
      expect(json.error.message).toContain(`Did you mean ${name}[]?`);
    }
  });

  test.each(analytics)("of %s is ignored as %s without brackets", async (path, name, values) => {
    const plain = values.map((value) => `&${name}=${value}`).join("");
    const { status, json } = await get(path + plain, beta);
    expect(status).toBe(200);
    expect(json.data).toEqual((await get(path, beta)).json.data);
  });

  test.each([...lists, ...analytics])("of %s is refused as %s with an index", async (path, name, [value]) => {
    const { status, json } = await get(`${path}&${name}[0]=${value}`, beta);
    expect(status).toBe(400);
    expect(json.error.message).toContain(`${name}[]`);
  });
});
