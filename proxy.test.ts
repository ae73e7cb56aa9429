import { NextRequest } from "next/server";
import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/core/env/env";
import { config, proxy } from "./proxy";

const visit = (headers: Record<string, string> = {}, path = "/members?role=admin") =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));

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

test.each([
  ["/", true],
  ["/members", true],
  ["/messages", true],
  ["/messages/en.0123456789abcdef.json/more", true],
  ["/messages/anything.html", true],
  ["/messages/en.0123456789abcdef.json", false],
  ["/_next/image", true],
  ["/_next/static/chunks/a.js", false],
  ["/_next/staticx", true],
])("%s passes through it: %s", (path, isMatched) => {
  expect(config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path))).toBe(isMatched);
});
