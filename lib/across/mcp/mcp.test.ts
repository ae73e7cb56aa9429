import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { makeTokenFor } from "@/lib/account/access-tokens/operator";
import { endpoints } from "@/lib/across/rest/endpoints";
import { serveEndpoints } from "@/lib/across/rest/serve";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAudit } from "@/lib/core/audit/test-log";
import { peerHeader } from "@/lib/core/auth/client-address";
import type { Scope } from "@/lib/core/auth/scopes";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { storeDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { respondToMcp } from "./serve";

const respond = serveEndpoints(endpoints);
const usual = { name: "Night report", networks: [], days: 90, persona: null };
const tokens: Record<string, string> = {};
const makeFor = (scopes: Scope[], owner: string = personas.admin) =>
  makeTokenFor({ ...usual, owner, scopes });

beforeAll(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
  for (const persona of ["admin", "finance", "lead", "member"] as const)
    tokens[persona] = await makeFor(["read"], personas[persona]);
  const rows = [costRow({ cents: "12345.678" }), costRow({ model: "m2", cents: "1" })];
  await storeDay("cost", "2026-11-02", rows, new Date());
});
beforeEach(() => forget("access-token-requests"));

type Sent = { token?: string | undefined; method?: string; headers?: Record<string, string> };

function send(body: object | string, { token = tokens.admin, method = "POST", headers = {} }: Sent = {}) {
  const sent = {
    authorization: `Bearer ${token}`,
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
    [peerHeader]: "192.0.2.9",
    ...headers,
  };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request("http://localhost:3000/mcp", {
    method,
    headers: sent,
    ...(method === "POST" && { body: text }),
  });
  return inRequest({ headers: sent }, () => respondToMcp(request));
}

function ask(method: string, params: object = {}, sent?: Sent): Promise<Response> {
  return send({ jsonrpc: "2.0", id: 1, method, params }, sent);
}

/** What a client reads, whether it comes as JSON or as one event. */
// biome-ignore lint/suspicious/noExplicitAny: these read what a program would.
async function read(response: Response): Promise<any> {
  const text = await response.text();
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);
}

async function listNames(token?: string): Promise<string[]> {
  const { result } = await read(await ask("tools/list", {}, { token }));
  return result.tools.map(({ name }: { name: string }) => name).toSorted();
}

async function call(name: string, given: object = {}, token?: string) {
  const { result, error } = await read(await ask("tools/call", { name, arguments: given }, { token }));
  return { ...result, error };
}

const metadata = 'resource_metadata="http://localhost:3000/.well-known/oauth-protected-resource/mcp"';
const common = ["get_forecast", "query_claude_code", "query_cost", "query_usage", "whoami"];
const directory = ["find_people", "get_person", "list_keys", "list_workspaces", "who_can_access"];

describe("who may ask", () => {
  test("is refused without a valid token, with the header and the body of the API", async () => {
    const response = await ask("tools/list", {}, { token: "cst_wrong" });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe(`Bearer ${metadata}`);
    expect(await response.json()).toMatchObject({ code: "unauthenticated", status: 401 });
  });

  test("is refused when another site leads a browser here", async () => {
    expect((await ask("tools/list", {}, { headers: { origin: "https://evil.example" } })).status).toBe(403);
  });

  test("finds nothing while MCP is off", async () => {
    const setting = vi.spyOn(env, "mcp", "get").mockReturnValue("off");
    expect((await ask("tools/list")).status).toBe(404);
    setting.mockRestore();
  });
});

describe("tools", () => {
  test("are those that the owner's role and the token's scopes allow", async () => {
    const all = [...common, ...directory, "list_findings", "search_activity"].toSorted();
    expect(await listNames()).toEqual(all);
    expect(await listNames(tokens.lead)).toEqual(all);
    expect(await listNames(tokens.finance)).toEqual(common);
    expect(await listNames(tokens.member)).toEqual(["whoami"]);
    expect(await listNames(await makeFor(["keys:read"]))).toEqual(["list_keys", "whoami"]);
    expect(await listNames(await makeFor(["read", "members:write"]))).toContain("plan_offboarding");
  });

  test("are described in fewer than 6,000 tokens, and say that they only read", async () => {
    const { result } = await read(await ask("tools/list"));
    expect(JSON.stringify(result.tools).length).toBeLessThan(4 * 6_000);
    for (const { annotations } of result.tools) expect(annotations.readOnlyHint).toBe(true);
  });

  test("are refused when they are called without the right", async () => {
    const { error, isError } = await call("find_people", {}, tokens.member);
    expect(error !== undefined || isError === true).toBe(true);
    const response = await ask("tools/call", { name: "list_keys" }, { token: await makeFor(["cost:read"]) });
    expect(response.status).toBe(403);
    expect(response.headers.get("www-authenticate")).toBe(
      `Bearer error="insufficient_scope", scope="keys:read", ${metadata}`,
    );
  });

  test("answer an older and a newer client", async () => {
    const hello = {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "t", version: "1" },
    };
    expect((await read(await ask("initialize", hello))).result.protocolVersion).toBe("2025-11-25");
    expect((await send("{", {})).status).toBe(400);
    expect((await send("", { method: "GET" })).status).toBe(405);
  });
});

describe("answers", () => {
  test("repeat the structure as JSON, and are dated and linked", async () => {
    const { structuredContent, content } = await call("whoami");
    expect(JSON.parse(content[0].text)).toEqual(structuredContent);
    expect(structuredContent).toMatchObject({ persona: "admin", url: expect.stringMatching(/\/me$/) });
    expect(structuredContent.as_of).toMatch(/Z$/);
  });

  test("have the exact sums of the report", async () => {
    const given = { from: "2026-11-02", to: "2026-11-02", group: "model" };
    const { structuredContent } = await call("query_cost", given);
    expect(structuredContent.total).toEqual({ amount: { amount: "123.46678", currency: "USD" } });
    expect(structuredContent.rows).toHaveLength(2);
    expect(structuredContent.rows[1]).toMatchObject({ model: "m2", amount: { amount: "0.01" } });
    const filtered = await call("query_cost", { ...given, filter: { model: "m2" } });
    expect(filtered.structuredContent.total.amount.amount).toBe("0.01");
  });

  test("name the field that is wrong", async () => {
    const { isError, content } = await call("query_cost", { filter: { nothing: "x" } });
    expect(isError).toBe(true);
    expect(JSON.parse(content[0].text)).toMatchObject({
      code: "invalid",
      fields: { "filter.nothing": ["can't be filtered by"] },
    });
  });

  test("count the people that the list of programs has", async () => {
    const headers = { authorization: `Bearer ${tokens.admin}`, [peerHeader]: "192.0.2.9" };
    const request = new Request("http://localhost:3000/api/v1/members?limit=1000", { headers });
    const { data } = await (await inRequest({ headers }, () => respond(request))).json();
    const { structuredContent } = await call("find_people");
    expect(structuredContent.count).toBe(data.length);
    const { email, id } = data[0];
    const found = await call("get_person", { person: email });
    expect(found.structuredContent.member).toMatchObject({ id, email });
  });

  test("say who reaches a workspace by its name, to a lead only of their own", async () => {
    const { structuredContent: mine } = await call("list_workspaces", {}, tokens.lead);
    const { structuredContent: all } = await call("list_workspaces");
    expect(mine.count).toBeLessThan(all.count);
    const own = mine.rows[0];
    const found = await call("who_can_access", { workspace: own.name }, tokens.lead);
    expect(found.structuredContent.rows.length).toBeGreaterThan(0);
    const others = all.rows.find(({ id }: { id: string }) =>
      mine.rows.every((one: { id: string }) => one.id !== id),
    );
    const refused = await call("who_can_access", { workspace: others.id }, tokens.lead);
    expect(JSON.parse(refused.content[0].text)).toMatchObject({ code: "not_found" });
  });

  test("plan an off-boarding without changing anything", async () => {
    const token = await makeFor(["read", "members:write"]);
    const { structuredContent } = await call("plan_offboarding", { person: personas.lead }, token);
    expect(structuredContent.plan).toMatchObject({ email: personas.lead, keys: expect.any(Array) });
  });

  test.each(["find_people", "list_workspaces", "list_keys", "list_findings", "search_activity"])(
    "of %s are at most 200 rows and 40 kB",
    async (name) => {
      const { structuredContent, content } = await call(name);
      expect(structuredContent.rows.length).toBeLessThanOrEqual(200);
      expect(Buffer.byteLength(content[0].text)).toBeLessThanOrEqual(40_000);
      expect(structuredContent.truncated ?? false).toBe(
        structuredContent.rows.length < structuredContent.count,
      );
    },
  );
});

test("each call is in the log, with the name of the token", async () => {
  await call("get_forecast", {}, tokens.finance);
  expect(await readAudit()).toMatchObject({
    action: "mcp.call",
    actorEmail: personas.finance,
    targetLabel: "Night report",
    outcome: "succeeded",
  });
});
