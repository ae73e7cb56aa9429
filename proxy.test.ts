import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { noteSession } from "@/lib/auth/known-sessions";
import { env } from "@/lib/env";
import { forget } from "@/lib/process-singleton";
import { config, proxy } from "./proxy";

const visit = (headers: Record<string, string> = {}, path = "/members?role=admin") =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));

beforeEach(() => forget("stranger-tokens"));
afterEach(() => {
  env.NEXTAUTH_URL = undefined;
  env.HSTS_INCLUDE_SUBDOMAINS = false;
});

const readRequest = (response: Response, name: string) =>
  response.headers.get(`x-middleware-request-${name}`);

test("the policy has no eval, no inline script, and a nonce that is never the same twice", () => {
  const response = visit();
  const policy = response.headers.get("content-security-policy") ?? "";
  const nonce = readRequest(response, "x-nonce");
  expect(policy.split("; ")).toEqual([
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]);
  expect(readRequest(response, "content-security-policy")).toBe(policy);
  expect(readRequest(visit(), "x-nonce")).not.toBe(nonce);
  expect(Buffer.from(nonce ?? "", "base64").length).toBeGreaterThanOrEqual(16);
});

test("what a client claims of nonce and address is overwritten", () => {
  const response = visit({ "x-nonce": "mine", "x-castellan-address": "//evil.example" });
  expect(readRequest(response, "x-nonce")).not.toBe("mine");
  expect(readRequest(response, "x-castellan-address")).toBe("/members?role=admin");
});

test("every answer is for its reader alone", () => {
  const { headers } = visit();
  expect(Object.fromEntries(headers)).toMatchObject({
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
});

test("browsers are bound to HTTPS only where it is used", () => {
  expect(visit().headers.get("strict-transport-security")).toBeNull();
  expect(visit({ "x-forwarded-proto": "http" }).headers.get("strict-transport-security")).toBeNull();
  expect(visit({ "x-forwarded-proto": "https" }).headers.get("strict-transport-security")).toBe(
    "max-age=31536000",
  );
});

test("browsers are bound to HTTPS if the public address is, whatever a proxy says", () => {
  env.NEXTAUTH_URL = "https://castellan.example";
  for (const headers of [{}, { "x-forwarded-proto": "http" }])
    expect(visit(headers).headers.get("strict-transport-security")).toBe("max-age=31536000");
  env.NEXTAUTH_URL = "http://localhost:3000";
  expect(visit().headers.get("strict-transport-security")).toBeNull();
});

test("browsers are bound to HTTPS on subdomains, too, where the operator says so", () => {
  env.HSTS_INCLUDE_SUBDOMAINS = true;
  expect(visit({ "x-forwarded-proto": "https" }).headers.get("strict-transport-security")).toBe(
    "max-age=31536000; includeSubDomains",
  );
  expect(visit().headers.get("strict-transport-security")).toBeNull();
});

describe("one session", () => {
  const read = (token: string, path = "/members", method = "GET", more: Record<string, string> = {}) =>
    proxy(
      new NextRequest(`http://localhost:3000${path}`, {
        method,
        headers: { cookie: `castellan.session=${token}`, ...more },
      }),
    );

  // Time stands still, so that a slow machine doesn't refill the bucket under test.
  beforeEach(() => {
    for (const key of ["read-tokens", "stranger-tokens"]) forget(key);
    for (const token of ["greedy", "modest"]) noteSession(token, true);
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let count = 0; count < 600; count += 1) expect(read("greedy").status).toBe(200);
  });
  afterEach(() => vi.useRealTimers());

  test("cannot open pages without end: 429, when to come back, and the usual headers", async () => {
    const refused = read("greedy");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(refused.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(await refused.text()).toMatch(/^Too many requests. Try again in 1 s.\nZu viele Anfragen/);
    vi.setSystemTime(Date.now() + 1_000);
    expect(read("greedy").status).toBe(200);
  });

  test.each(["/api/me", "/api/export/cost.csv"])("is reported by %s like any other failure", async (path) => {
    const refused = read("greedy", path);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toEqual({ code: "too_many_requests", retryAfterSeconds: 1 });
  });

  test("blocks no one else, nor its own writes", () => {
    expect(read("modest").status).toBe(200);
    expect(read("greedy", "/members", "POST", { "next-action": "00" }).status).toBe(200);
    expect(read("greedy", "/api/auth/signout", "POST").status).toBe(200);
  });

  test.each(["HEAD", "POST", "PUT", "PROPFIND"])(
    "gets no page by %s, which Next answers with it",
    (method) => {
      expect(read("greedy", "/members", method).status).toBe(429);
    },
  );

  test("gets past no route with a write's method or header", () => {
    expect(read("greedy", "/api/invites/import", "POST", { "next-action": "00" }).status).toBe(429);
    expect(read("greedy", "/members", "GET", { "next-action": "00" }).status).toBe(429);
  });

  test.each([
    "__Host-castellan.session=invented; castellan.session=greedy",
    "castellan.session=invented; __Host-castellan.session=greedy",
  ])("has nobody else pay for it: %s", (cookie) => {
    expect(read("", "/members", "GET", { cookie }).status).toBe(429);
  });
});

describe("whoever has no session", () => {
  const ask = (headers: Record<string, string> = {}, path = "/api/me", method = "GET") =>
    proxy(
      new NextRequest(`http://localhost:3000${path}`, {
        method,
        headers: { "x-castellan-peer": "192.0.2.1", ...headers },
      }),
    ).status;
  const newCookie = () => ({ cookie: `castellan.session=${crypto.randomUUID()}` });

  beforeEach(() => {
    forget("stranger-tokens");
    vi.useFakeTimers({ toFake: ["Date"] });
    env.METRICS_TOKEN = "m".repeat(32);
    for (let count = 0; count < 300; count += 1) expect(ask(count % 2 ? newCookie() : {})).toBe(200);
  });
  afterEach(() => {
    env.METRICS_TOKEN = undefined;
    env.TRUSTED_PROXIES = 0;
    vi.useRealTimers();
  });

  test("pays for every request of the address, with a new cookie each time or without one", () => {
    expect(ask()).toBe(429);
    expect(ask(newCookie())).toBe(429);
    expect(ask({ cookie: `__Host-castellan.session=${crypto.randomUUID()}` }, "/sign-in")).toBe(429);
    expect(ask({ "x-castellan-peer": "192.0.2.2" })).toBe(200);
    vi.setSystemTime(Date.now() + 1_000);
    for (let count = 0; count < 10; count += 1) expect(ask(newCookie())).toBe(200);
    expect(ask(newCookie())).toBe(429);
  });

  test("gets no further with an action, a sign-in, or a claimed address", () => {
    expect(ask({ "next-action": "00", ...newCookie() }, "/members", "POST")).toBe(429);
    expect(ask({}, "/api/auth/callback/sandbox", "POST")).toBe(429);
    expect(ask({ "x-forwarded-for": "198.51.100.7" })).toBe(429);
  });

  test("pays per network with IPv6, and behind a trusted proxy per client", () => {
    for (let count = 0; count < 300; count += 1)
      expect(ask({ "x-castellan-peer": `2001:db8:0:1::${count.toString(16)}` })).toBe(200);
    expect(ask({ "x-castellan-peer": "2001:db8:0:1::ffff" })).toBe(429);
    expect(ask({ "x-castellan-peer": "2001:db8:0:2::1" })).toBe(200);
    env.TRUSTED_PROXIES = 1;
    expect(ask({ "x-forwarded-for": "198.51.100.7" })).toBe(200);
  });

  test("takes nothing from people with sessions, from health checks, or from programs with the token", () => {
    noteSession("known", true);
    expect(ask({ cookie: "castellan.session=known" })).toBe(200);
    expect(ask({ cookie: "castellan.session=known; __Host-castellan.session=made-up" })).toBe(429);
    noteSession("known", false);
    expect(ask({ cookie: "castellan.session=known" })).toBe(429);
    expect(ask({}, "/api/health/live")).toBe(200);
    expect(ask({}, "/api/health/ready?only=database")).toBe(200);
    expect(ask({ authorization: `Bearer ${"m".repeat(32)}` }, "/api/metrics")).toBe(200);
    expect(ask({ authorization: `Bearer ${"n".repeat(32)}` }, "/api/metrics")).toBe(429);
  });

  test("can't ask for readiness without end either, because that asks the database", () => {
    for (let count = 0; count < 300; count += 1) expect(ask({}, "/api/health/ready")).toBe(200);
    expect(ask({}, "/api/health/ready")).toBe(429);
    expect(ask({}, "/api/health/live")).toBe(200);
  });
});

test.each([
  ["/", true],
  ["/members", true],
  ["/messages", true],
  ["/messages/en.0123456789abcdef.json/more", true],
  ["/messages/anything.html", true],
  ["/messages/en.0123456789abcdef.json", false],
  ["/_next/image", true],
  ["/_next/static/chunks/a.js", false],
])("%s passes through it: %s", (path, isMatched) => {
  expect(config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path))).toBe(isMatched);
});
