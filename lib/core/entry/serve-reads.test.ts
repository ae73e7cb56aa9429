import { beforeEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import { z } from "zod";
import type { Permit } from "@/lib/core/auth/permit";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { defineRead } from "./define-read";
import { serveReads } from "./serve-reads";

const read = vi.fn(async (by: Permit<"members:read">, query: { page: number }) => ({
  persona: by.actor.persona,
  page: query.page,
}));
const members = defineRead({
  permission: "members:read",
  search: z.object({ page: z.coerce.number().int().default(1) }),
  read: (by, query) => {
    expectTypeOf(by).toEqualTypeOf<Permit<"members:read">>();
    return read(by, query);
  },
});
const imported = defineRead({
  permission: "members:read",
  body: { schema: z.object({ page: z.int() }), maxBytes: 100 },
  read,
});
const { GET, POST } = serveReads([{ members, "members/import": imported }]);

beforeEach(async () => {
  await resetDatabase();
  read.mockClear();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
});

function get(as: string | undefined, search = "", headers: Record<string, string> = {}) {
  const request = new Request(`http://localhost:3000/api/members${search}`, { headers });
  return inRequest(as ? { as } : {}, () => GET(request));
}

test("an allowed read answers with JSON that is never cached", async () => {
  const response = await get("ada@northwind.example", "?page=3");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ persona: "admin", page: 3 });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
});

test.each([
  [undefined, 401, "unauthenticated"],
  ["bob@northwind.example", 403, "forbidden"],
])("a request by %s is answered with %i %s, and nothing is read", async (as, status, code) => {
  const response = await get(as);
  expect(response.status).toBe(status);
  const failure = await response.json();
  expect(failure).toEqual({ code, requestId: response.headers.get("x-request-id") });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(read).not.toHaveBeenCalled();
});

test("a wrong query names its field", async () => {
  const response = await get("ada@northwind.example", "?page=x");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "invalid", fields: { page: [expect.any(String)] } });
});

test("a NUL, which the database can't store, is a wrong query", async () => {
  const response = await get("ada@northwind.example", "?page=1&q=%00");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "invalid", fields: { q: ["holds a NUL"] } });
  expect(read).not.toHaveBeenCalled();
});

test("a repeated field is a wrong query", async () => {
  const response = await get("ada@northwind.example", "?page=1&page=2");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "invalid", fields: { page: ["comes twice"] } });
  expect(read).not.toHaveBeenCalled();
});

test("an unknown error leaks nothing", async () => {
  read.mockRejectedValueOnce(new Error("postgres://user:secret@host"));
  const response = await get("ada@northwind.example");
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    code: "internal",
    requestId: response.headers.get("x-request-id"),
  });
});

test("an error of our own keeps its code, its status and the vendor's request id", async () => {
  read.mockRejectedValueOnce(new AppError("api_unreachable", "down", { requestId: "req_1" }));
  const response = await get("ada@northwind.example");
  expect(response.status).toBe(502);
  expect(await response.json()).toEqual({ code: "api_unreachable", requestId: "req_1" });
});

test("someone who sends too many requests learns how long to wait", async () => {
  read.mockRejectedValueOnce(new AppError("too_many_requests", "fast", { retryAfterSeconds: 7 }));
  const response = await get("ada@northwind.example");
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("7");
  expect(await response.json()).toMatchObject({ code: "too_many_requests", retryAfterSeconds: 7 });
});

test.each([
  ["cross-site", 403],
  ["same-site", 403],
  ["same-origin", 200],
  ["none", 200],
])("a read with Sec-Fetch-Site %s is answered with %i", async (site, status) => {
  expect((await get("ada@northwind.example", "", { "sec-fetch-site": site })).status).toBe(status);
});

test("a URL that is too long is refused with advice", async () => {
  const response = await get("ada@northwind.example", `?q=${"x".repeat(20_000)}`);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: "too_large", reason: "query_too_long" });
});

describe("an address", () => {
  const ask = async (path: string, init: RequestInit = {}) => {
    const request = new Request(`http://localhost:3000/api/${path}`, init);
    return inRequest({ as: "ada@northwind.example" }, () => (init.method === "POST" ? POST : GET)(request));
  };

  test("an address that nothing is declared for isn't found", async () => {
    const response = await ask("members/nobody");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found" });
  });

  test("an address answers only to the method of its read", async () => {
    const posted = await ask("members", { method: "POST", body: "{}" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET"]);
    const got = await ask("members/import");
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    expect(read).not.toHaveBeenCalled();
  });

  test.each([
    ['{"page":4}', 200],
    ['{"page":"x"}', 400],
    ["{", 400],
    [JSON.stringify({ page: 4, more: "x".repeat(100) }), 413],
  ])("an address with the body %s answers %i", async (body, status) => {
    expect((await ask("members/import", { method: "POST", body })).status).toBe(status);
  });
});
