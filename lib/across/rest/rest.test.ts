import { eq, like } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { makeTokenFor } from "@/lib/account/access-tokens/operator";
import { tools } from "@/lib/across/mcp/tools";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { peerHeader } from "@/lib/core/auth/client-address";
import { type Permission, permissions } from "@/lib/core/auth/permissions";
import { type Scope, usedWrites } from "@/lib/core/auth/scopes";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { syncState } from "@/lib/core/db/own-tables";
import { refusedReads } from "@/lib/core/db/request-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { storeDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { endpoints } from "./endpoints";
import { getDocument } from "./openapi";
import { serveEndpoints } from "./serve";

const respond = serveEndpoints(endpoints);
const tokens: Record<string, string> = {};
const usual = { name: "Test", networks: [], days: 90, persona: null };

beforeAll(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
  for (const persona of ["admin", "finance", "lead", "member"] as const)
    tokens[persona] = await makeTokenFor({ ...usual, owner: personas[persona], scopes: ["read"] });
});
beforeEach(() => forget("access-token-requests"));
afterEach(() => vi.useRealTimers());

type Sent = { token?: string | undefined; method?: string; headers?: Record<string, string> };

function ask(path: string, { token = tokens.admin, method = "GET", headers = {} }: Sent = {}) {
  const sent = { authorization: `Bearer ${token}`, [peerHeader]: "192.0.2.9", ...headers };
  const request = new Request(`http://localhost:3000/api/v1${path}`, { method, headers: sent });
  return inRequest({ headers: sent }, () => respond(request));
}

// biome-ignore lint/suspicious/noExplicitAny: these read what a program would.
async function read(path: string, sent?: Sent): Promise<any> {
  const response = await ask(path, sent);
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return body;
}

const makeFor = (scopes: Scope[], owner: string = personas.admin) =>
  makeTokenFor({ ...usual, owner, scopes });

describe("a request without a valid token", () => {
  test.each([
    ["no token", { authorization: "" }],
    ["a mistyped token", { authorization: "Bearer cst_wrong" }],
    ["an unknown token", { authorization: `Bearer cst_${"a".repeat(49)}` }],
  ])("is refused with the same answer for %s", async (_, headers) => {
    const response = await ask("/members", { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ code: "unauthenticated", status: 401 });
  });
});

describe("/me", () => {
  test("says what the token is, whatever its scopes", async () => {
    expect(await read("/me", { token: await makeFor(["members:write"]) })).toEqual({
      kind: "personal",
      name: "Test",
      email: personas.admin,
      persona: "admin",
      scopes: ["members:write"],
      workspaces: expect.any(Array),
      expires_at: expect.stringMatching(/Z$/),
    });
  });

  test("has the workspaces of the owner, with their roles", async () => {
    const { workspaces } = await read("/me", { token: tokens.lead });
    expect(workspaces).toContainEqual({ id: expect.stringMatching(/^wrkspc_/), role: "workspace_admin" });
  });
});

describe("every list", () => {
  const lists = endpoints.filter(({ query }) => "cursor" in query).map(({ path }) => path);
  const toAsked = async (path: string) => {
    const { data } = await read("/workspaces");
    const id = data.at(-1).id;
    return path.replace("{workspace}", id).replace(/^\/access$/, `/access?workspace=${id}`);
  };

  test.each(lists)("%s is paged by ID without a row that comes twice or is lost", async (path) => {
    const asked = await toAsked(path);
    const join = asked.includes("?") ? "&" : "?";
    const whole = await read(`${asked}${join}limit=1000`);
    expect(whole).toMatchObject({ data: expect.any(Array), next: null, as_of: expect.stringMatching(/Z$/) });
    const found: unknown[] = [];
    let cursor: string | null = "";
    for (let pages = 0; cursor !== null && pages < 5; pages++) {
      const page = await read(`${asked}${join}limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...page.data);
      cursor = page.next;
    }
    expect(found).toEqual(whole.data.slice(0, found.length));
  });

  test.each(lists)("%s refuses an unknown field, a wrong limit, and a made-up cursor", async (path) => {
    const asked = await toAsked(path);
    const join = asked.includes("?") ? "&" : "?";
    for (const wrong of ["colour=red", "limit=0", "limit=1001", "limit=x", "cursor=%21"]) {
      const response = await ask(`${asked}${join}${wrong}`);
      expect([wrong, response.status]).toEqual([wrong, 400]);
      expect(await response.json()).toMatchObject({ code: "invalid", fields: expect.any(Object) });
    }
  });
});

describe("members", () => {
  test("are the vendor's objects with what the page knows of them", async () => {
    const { data } = await read("/members?limit=1000");
    expect(data.length).toBeGreaterThan(20);
    expect(data[0]).toMatchObject({
      id: expect.stringMatching(/^user_/),
      type: "user",
      email: expect.stringContaining("@"),
      role: expect.any(String),
      added_at: expect.stringMatching(/Z$/),
      workspace_count: expect.any(Number),
    });
    expect(data.map(({ id }: { id: string }) => id)).toEqual(
      data.map(({ id }: { id: string }) => id).toSorted(),
    );
  });

  test("are filtered as on the page", async () => {
    const { data } = await read("/members?role=admin&limit=1000");
    expect(new Set(data.map(({ role }: { role: string }) => role))).toEqual(new Set(["admin"]));
  });

  test("are found by ID, and an unknown one isn't there", async () => {
    const { data } = await read("/members?limit=1");
    expect(await read(`/members/${data[0].id}`)).toEqual(data[0]);
    expect((await ask("/members/user_nobody")).status).toBe(404);
  });

  test("who come while somebody pages move nothing", async () => {
    const first = await read("/members?limit=3");
    const [{ id }] = first.data;
    const db = await database();
    const at = new Date(0);
    const more = { email: "new@x.example", name: "", role: "user", firstSeenAt: at, seenAt: at, raw: {} };
    await db.insert(members).values({ id: `${id}0`, ...more });
    const second = await read(`/members?limit=3&cursor=${first.next}`);
    const ids = [...first.data, ...second.data].map((one) => one.id);
    expect(new Set(ids).size).toBe(6);
  });
});

describe("what a token may not see", () => {
  test("is answered as if it didn't exist", async () => {
    const { data } = await read("/workspaces?limit=1000");
    const own = await read("/workspaces?limit=1000", { token: tokens.lead });
    expect(own.data.length).toBeLessThan(data.length);
    const foreign = data.find(
      (one: { id: string }) => !own.data.some(({ id }: { id: string }) => id === one.id),
    );
    for (const path of [
      `/workspaces/${foreign.id}`,
      `/workspaces/${foreign.id}/members`,
      `/access?workspace=${foreign.id}`,
    ])
      expect([path, (await ask(path, { token: tokens.lead })).status]).toEqual([path, 404]);
  });

  test.each(
    endpoints
      .filter(({ method, permission }) => method === "GET" && permission !== null)
      .map(({ path, permission }) => [path, permission]),
  )(
    "is forbidden at %s without the scope %s, and the refusal is counted for the token",
    async (path, permission) => {
      const others = permissions.filter(
        (one): one is Exclude<Permission & Scope, "read"> => one !== permission && one.endsWith(":read"),
      );
      const token = await makeFor(others as Scope[]);
      const response = await ask(path.replaceAll(/\{\w+\}/g, "x"), { token });
      expect(response.status).toBe(403);
      const rows = await (await database()).select().from(refusedReads);
      expect(rows.some(({ method, email }) => method === "token" && email === personas.admin)).toBe(true);
    },
  );
});

describe("what a token may not do that its owner's browser may not", () => {
  const old = new Date(Date.now() - 30 * 3_600_000);

  test("is read through a directory that is too old", async () => {
    const db = await database();
    const isListing = eq(syncState.job, "mirror:member");
    const [kept] = await db.select().from(syncState).where(isListing);
    await db.update(syncState).set({ finishedAt: old }).where(isListing);
    const answer = await ask("/members", { token: tokens.lead });
    expect([answer.status, (await answer.json()).code]).toEqual([503, "directory_stale"]);
    expect((await ask("/members")).status).toBe(200);
    await db
      .update(syncState)
      .set({ finishedAt: kept?.finishedAt ?? null })
      .where(isListing);
  });

  test("is reading people in bulk without a line in the log", async () => {
    const db = await database();
    const at = new Date(0);
    const more = Array.from({ length: 300 }, (_, index) => ({
      ...{ id: `user_bulk${index}`, email: `bulk${index}@x.example`, name: "", role: "user" },
      ...{ firstSeenAt: at, seenAt: at, raw: {} },
    }));
    await db.insert(members).values(more);
    await read("/members?limit=1000");
    const entries = (await readAuditLog()).filter(({ targetId }) => targetId === "people");
    expect(entries).toMatchObject([{ action: "export.download", actorMethod: "token" }]);
    await db.delete(members).where(like(members.id, "user_bulk%"));
  });

  test("is learning who exists by asking for a past day", async () => {
    const { data } = await read("/members?limit=1000");
    const own = await read("/members?limit=1000", { token: tokens.lead });
    const foreign = data.find(
      (one: { id: string }) => !own.data.some(({ id }: { id: string }) => id === one.id),
    );
    const today = new Date().toISOString().slice(0, 10);
    for (const id of [foreign?.id ?? "user_x", "user_nobody"])
      expect((await ask(`/access?member=${id}&at=${today}`, { token: tokens.lead })).status).toBe(404);
  });
});

describe("a report", () => {
  const day = "2026-02-03";

  beforeAll(async () => {
    await storeDay(
      "cost",
      day,
      [
        costRow({ workspaceId: "wrkspc_a", cents: "12.5", model: "claude-opus-4" }),
        costRow({ workspaceId: "wrkspc_b", cents: "100.0625", model: "claude-opus-4" }),
      ],
      new Date(),
    );
  });
  const asked = `/reports/cost?from=${day}&to=${day}&group=workspace_id`;

  test("has exact amounts with their currency, and the measures' total", async () => {
    const { data, total, as_of } = await read(asked);
    expect(data).toContainEqual(
      expect.objectContaining({ workspace_id: "wrkspc_b", amount: { amount: "1.000625", currency: "USD" } }),
    );
    expect(total).toEqual({ amount: { amount: "1.125625", currency: "USD" } });
    expect(as_of).toMatch(/Z$/);
  });

  test("has a total of nothing where there is nothing", async () => {
    const { data, total } = await read("/reports/cost?from=2026-01-01&to=2026-01-01&group=workspace_id");
    expect([data, total]).toEqual([[], { amount: { amount: "0", currency: "USD" } }]);
  });

  test("is the export as CSV, and on record", async () => {
    const response = await ask(asked, { headers: { accept: "text/csv" } });
    expect(response.headers.get("content-type")).toContain("text/csv");
    expect(await response.text()).toContain("wrkspc_b");
    const [entry] = (await readAuditLog()).filter(({ action }) => action === "export.download");
    expect(entry).toMatchObject({ targetId: "cost.csv", outcome: "succeeded", actorMethod: "token" });
  });

  test("is one object a line as NDJSON, without a trailer", async () => {
    const response = await ask(asked, { headers: { accept: "application/x-ndjson" } });
    const lines = (await response.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      workspace_id: "wrkspc_a",
      amount: { amount: "0.125", currency: "USD" },
    });
  });

  test.each(["group=colour", "from=2026-02-30", "colour=red"])("is refused for %s", async (wrong) => {
    expect((await ask(`/reports/cost?${wrong}`)).status).toBe(400);
  });
});

describe("who reaches what", () => {
  test("is told of a workspace and of a member, with the same rows", async () => {
    const { data: workspaces } = await read("/workspaces?limit=1000");
    const place = workspaces.find(({ name }: { name: string }) => name === "Checkout – prod");
    const { data } = await read(`/access?workspace=${place.id}&limit=1000`);
    expect(data.length).toBeGreaterThan(1);
    const row = data.find(({ user_id }: { user_id: string | null }) => user_id !== null);
    const ofMember = await read(`/access?member=${row.user_id}&limit=1000`);
    expect(ofMember.data).toContainEqual(row);
  });

  test.each(["/access", "/access?workspace=a&member=b"])("needs one of both at %s", async (path) => {
    expect((await ask(path)).status).toBe(400);
  });
});

describe("limits", () => {
  test("of requests are said with every answer, and beyond them one waits", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const first = await ask("/me");
    expect(first.headers.get("ratelimit-policy")).toBe('"token";q=600;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"token";r=599;t=\d+$/);
    for (let sent = 0; sent < 599; sent++) await ask("/nothing");
    const last = await ask("/me");
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(last.headers.get("ratelimit")).toMatch(/r=0/);
  });

  test("of methods are said by each endpoint", async () => {
    const response = await ask("/members", { method: "PUT" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"]);
  });
});

describe("the OpenAPI document", () => {
  test("has every endpoint, and the fields of its answer", async () => {
    const document = (await getDocument()) as { paths: Record<string, Record<string, never>> };
    expect(Object.keys(document.paths).length).toBe(new Set(endpoints.map(({ path }) => path)).size);
    const { data } = await read("/members?limit=1");
    // biome-ignore lint/suspicious/noExplicitAny: a part of a document.
    const operation: any = document.paths["/members"]?.get;
    const { properties } =
      operation.responses["200"].content["application/json"].schema.properties.data.items;
    expect(Object.keys(properties)).toEqual(Object.keys(data[0]));
  });
});

test("whoever makes a token can choose the changes that endpoints and tools take, and no others", () => {
  const taken = [...endpoints.map(({ permission }) => permission), ...tools.flatMap(({ anyOf }) => anyOf)];
  const writes = taken.filter(
    (one): one is Permission => one !== null && one !== undefined && !one.endsWith(":read"),
  );
  expect([...new Set(writes)].toSorted()).toEqual(usedWrites.toSorted());
});
