import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetSession, noteSession } from "@/lib/core/auth/known-sessions";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { limitRequests, takeRequest } from "./request-limit";

// Time stands still, so that a slow machine doesn't refill the bucket under test.
beforeEach(() => {
  for (const key of ["read-tokens", "write-tokens", "body-tokens", "stranger-tokens", "stranger-file-tokens"])
    forget(key);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

const sessionOf = (id: string, email = `${id}@northwind.example`) => ({ id, email, method: "oidc" });
const isTaken = (url: string, method: string, headers: Record<string, string>) =>
  takeRequest({ method, url, headers: new Headers(headers) }).waitMs === 0;

describe("one session", () => {
  const read = (token: string, path = "/members", method = "GET", more: Record<string, string> = {}) =>
    isTaken(path, method, { cookie: `castellan.session=${token}`, ...more });

  beforeEach(() => {
    for (const token of ["greedy", "modest"]) noteSession(token, sessionOf(token));
    for (let count = 0; count < 600; count += 1) expect(read("greedy")).toBe(true);
  });

  test("one session cannot open pages without end", () => {
    expect(read("greedy")).toBe(false);
    expect(read("greedy", "/api/me")).toBe(false);
    vi.setSystemTime(Date.now() + 1_000);
    expect(read("greedy")).toBe(true);
  });

  test("blocks no one else, nor its own writes", () => {
    expect(read("modest")).toBe(true);
    expect(read("greedy", "/members", "POST", { "next-action": "00" })).toBe(true);
    expect(read("greedy", "/api/auth/signout", "POST")).toBe(true);
  });

  test("one session cannot send large or many bodies without end either, nor can another of the same person", () => {
    noteSession("other", sessionOf("other", "modest@northwind.example"));
    const send = (bytes: number, token = "modest") =>
      read(token, "/me", "POST", { "next-action": "00", "content-length": String(bytes) });
    expect(send(2_000_000)).toBe(true);
    expect(send(2_000_000, "other")).toBe(false);
    expect(send(500_000, "other")).toBe(false);
    expect(send(300_000, "other")).toBe(true);
    for (let count = 0; count < 599; count += 1) expect(send(0)).toBe(true);
    expect(send(0)).toBe(false);
    expect(send(0, "other")).toBe(true);
    expect(read("modest")).toBe(true);
    for (let count = 0; count < 20; count += 1)
      expect(read("modest", "/api/invites/import", "POST", { "content-length": "2000000" })).toBe(true);
    vi.setSystemTime(Date.now() + 1_000);
    for (let count = 0; count < 20; count += 1) expect(send(100)).toBe(true);
    expect(send(100)).toBe(false);
  });

  test.each(["HEAD", "POST", "PUT", "PROPFIND"])(
    "gets no page by %s, which Next answers with it",
    (method) => {
      expect(read("greedy", "/members", method)).toBe(false);
    },
  );

  test("one session gets past no route with a write's method or header", () => {
    expect(read("greedy", "/api/invites/import", "POST", { "next-action": "00" })).toBe(false);
    expect(read("greedy", "/members", "GET", { "next-action": "00" })).toBe(false);
  });

  test.each([
    "__Host-castellan.session=invented; castellan.session=greedy",
    "castellan.session=invented; __Host-castellan.session=greedy",
    "castellan.session=greedy; castellan.session=invented",
  ])("one session has nobody else pay for it: %s", (cookie) => {
    expect(read("", "/members", "GET", { cookie })).toBe(false);
  });

  test.each([
    ["/_next/static/chunks/a.js", true],
    ["/messages/en.0123456789abcdef.json", false],
    ["/_next/image", false],
    ["/_next/static/../../api/me", false],
    ["/_next/static/%2e%2e/%2e%2e/members", false],
    ["//_next/static/a.js", false],
    ["http://localhost/members", false],
    ["*", false],
  ])("one session gets %s even then: %s", (path, isFree) => {
    expect(read("greedy", path)).toBe(isFree);
  });
});

describe("whoever has no session", () => {
  const ask = (headers: Record<string, string> = {}, path = "/api/me", method = "GET") =>
    isTaken(path, method, { "x-castellan-peer": "192.0.2.1", ...headers });
  const newCookie = () => ({ cookie: `castellan.session=${crypto.randomUUID()}` });

  beforeEach(() => {
    env.METRICS_TOKEN = "m".repeat(32);
    for (let count = 0; count < 300; count += 1) expect(ask(count % 2 ? newCookie() : {})).toBe(true);
  });
  afterEach(() => {
    env.METRICS_TOKEN = undefined;
    env.TRUSTED_PROXIES = 0;
  });

  test("whoever has no session pays for every request of the address, with a new cookie each time or without one", () => {
    expect(ask()).toBe(false);
    expect(ask(newCookie())).toBe(false);
    expect(ask({ cookie: `__Host-castellan.session=${crypto.randomUUID()}` }, "/sign-in")).toBe(false);
    expect(ask({ "x-castellan-peer": "192.0.2.2" })).toBe(true);
    vi.setSystemTime(Date.now() + 1_000);
    for (let count = 0; count < 10; count += 1) expect(ask(newCookie())).toBe(true);
    expect(ask(newCookie())).toBe(false);
  });

  test("whoever has no session gets no further with an action, a sign-in, or a claimed address", () => {
    expect(ask({ "next-action": "00", ...newCookie() }, "/members", "POST")).toBe(false);
    expect(ask({}, "/api/auth/callback/sandbox", "POST")).toBe(false);
    expect(ask({ "x-forwarded-for": "198.51.100.7" })).toBe(false);
  });

  test("whoever has no session pays per network with IPv6, and behind a trusted proxy per client", () => {
    for (let count = 0; count < 300; count += 1)
      expect(ask({ "x-castellan-peer": `2001:db8:0:1::${count.toString(16)}` })).toBe(true);
    expect(ask({ "x-castellan-peer": "2001:db8:0:1::ffff" })).toBe(false);
    expect(ask({ "x-castellan-peer": "2001:db8:0:2::1" })).toBe(true);
    env.TRUSTED_PROXIES = 1;
    expect(ask({ "x-forwarded-for": "198.51.100.7" })).toBe(true);
  });

  test("whoever has no session takes nothing from people with sessions, from health checks, or from programs with the token", () => {
    noteSession("known", sessionOf("known"));
    expect(ask({ cookie: "castellan.session=known" })).toBe(true);
    expect(ask({ cookie: "castellan.session=known; __Host-castellan.session=made-up" })).toBe(false);
    forgetSession("known");
    expect(ask({ cookie: "castellan.session=known" })).toBe(false);
    expect(ask({}, "/api/health/ready?only=database")).toBe(true);
    expect(ask({ authorization: `Bearer ${"m".repeat(32)}` }, "/api/metrics")).toBe(true);
    expect(ask({ authorization: `Bearer ${"n".repeat(32)}` }, "/api/metrics")).toBe(false);
  });

  test("whoever has no session can't ask for readiness without end either, because that asks the database", () => {
    for (let count = 0; count < 300; count += 1) expect(ask({}, "/api/health/ready")).toBe(true);
    expect(ask({}, "/api/health/ready")).toBe(false);
  });

  test("whoever has no session can load a version’s files meanwhile, but not without end", () => {
    for (let count = 0; count < 1_000; count += 1) expect(ask({}, "/_next/static/a.js")).toBe(true);
    expect(ask({}, "/_next/static/b.js")).toBe(false);
    noteSession("known", sessionOf("known"));
    expect(ask({ cookie: "castellan.session=known" }, "/_next/static/a.js")).toBe(true);
  });

  test("whoever sends a body to a version's files pays for it as anywhere else", () => {
    vi.setSystemTime(Date.now() + 60_000);
    const length = { "content-length": String(256 * 4_096), "next-action": "00", ...newCookie() };
    expect(ask(length, "/_next/static/a.js", "POST")).toBe(true);
    expect(ask(length, "/_next/static/a.js", "POST")).toBe(false);
  });

  test("whoever has no session pays for a large body as for many requests, whatever cookie comes with it", () => {
    vi.setSystemTime(Date.now() + 60_000);
    const length = { "content-length": String(256 * 4_096), ...newCookie() };
    expect(ask(length, "/sign-in", "POST")).toBe(true);
    expect(ask(length, "/sign-in", "POST")).toBe(false);
    vi.setSystemTime(Date.now() + 60_000);
    expect(ask({ "transfer-encoding": "chunked" }, "/sign-in", "POST")).toBe(true);
    expect(ask()).toBe(false);
  });
});

describe("a refusal", () => {
  const stranger = { "x-castellan-peer": "192.0.2.1" };
  let server: Server;
  let asked = 0;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout"] });
    asked = 0;
    server = createServer((request, response) => {
      Object.assign(request.headers, stranger);
      if (limitRequests(request, response) !== null) response.end("handled");
      asked += 1;
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    for (let count = 0; count < 300; count += 1) isTaken("/sign-in", "GET", stranger);
  });
  afterEach(() => {
    server.close().closeAllConnections();
  });

  const open = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers }); // It listens on a port.

  /** As long as they are kept waiting. */
  async function pass(requests: number): Promise<void> {
    while (asked < requests) await new Promise(setImmediate);
    vi.advanceTimersByTime(1_000);
  }

  test("a refusal says in two languages when to come back", async () => {
    const answer = open("/members");
    await pass(1);
    const refused = await answer;
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      "retry-after": "1",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
    expect(await refused.text()).toMatch(/^Too many requests. Try again in 1 s.\nZu viele Anfragen/);
  });

  test.each(["/api/me", "/api/export/cost.csv"])("of %s is a failure like any other", async (path) => {
    const answer = open(path);
    await pass(1);
    const refused = await answer;
    expect(refused.status).toBe(429);
    expect(await refused.json()).toEqual({ code: "too_many_requests", retryAfterSeconds: 1 });
  });

  test("a refusal is no answer to others", async () => {
    noteSession("known", sessionOf("known"));
    const answer = await open("/members", { cookie: "castellan.session=known" });
    expect(await answer.text()).toBe("handled");
  });

  test("a refusal is kept waiting, and beyond 500 the connection is closed at once", async () => {
    const answers = Array.from({ length: 520 }, () => open("/api/me"));
    await pass(520);
    const refused = await Promise.all(answers);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    expect(refused.filter(({ headers }) => headers.get("connection") === "close")).toHaveLength(20);
  });
});
