import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/core/env/env";
import { getOrigin, isCrossSite, isForwardedElsewhere, isSameOrigin, isSecure } from "./origin";

afterEach(() => {
  env.NEXTAUTH_URL = undefined;
});

const of = (headers: Record<string, string>) => new Headers(headers);

test.each(["localhost:3000", "127.0.0.1:8081", "[::1]:3000"])("the origin follows the host %s", (host) => {
  expect(getOrigin(of({ host }))).toBe(`http://${host}`);
  expect(isSameOrigin(of({ host, origin: `http://${host}` }))).toBe(true);
});

test("https is what the proxy in front says", () => {
  const headers = of({ host: "castellan.example", "x-forwarded-proto": "https" });
  expect(getOrigin(headers)).toBe("https://castellan.example");
  expect(isSecure(headers)).toBe(true);
});

test("NEXTAUTH_URL decides alone where it is set", () => {
  env.NEXTAUTH_URL = "https://castellan.example/";
  const host = "10.0.0.7:3000";
  expect(getOrigin(of({ host }))).toBe("https://castellan.example");
  expect(isSameOrigin(of({ host, origin: "https://castellan.example" }))).toBe(true);
  expect(isSameOrigin(of({ host, origin: "http://10.0.0.7:3000" }))).toBe(false);
  expect(isSameOrigin(of({ host, origin: "http://castellan.example" }))).toBe(false);
});

test.each([
  ["no Origin", {}],
  ["the Origin null", { origin: "null" }],
  ["a foreign Origin", { origin: "http://evil.example" }],
  ["another port", { origin: "http://localhost:3001" }],
  ["the host as a prefix", { origin: "http://localhost:3000.evil.example" }],
  ["no address at all", { origin: "localhost:3000" }],
  ["a forged forwarded host", { origin: "http://evil.example", "x-forwarded-host": "evil.example" }],
  ["a forged forwarded header", { origin: "http://evil.example", forwarded: "host=evil.example" }],
])("a write with %s is foreign", (_, headers) => {
  expect(isSameOrigin(of({ host: "localhost:3000", ...headers }))).toBe(false);
});

test("a forged forwarded host moves nothing", () => {
  const headers = of({ host: "localhost:3000", "x-forwarded-host": "evil.example" });
  expect(getOrigin(headers)).toBe("http://localhost:3000");
  expect(isForwardedElsewhere(headers)).toBe(true);
  expect(isForwardedElsewhere(of({ host: "a.example", "x-forwarded-host": "a.example" }))).toBe(false);
  expect(isForwardedElsewhere(of({ host: "a.example" }))).toBe(false);
});

test.each([
  [null, false],
  ["none", false],
  ["same-origin", false],
  ["same-site", true],
  ["cross-site", true],
])("a read with Sec-Fetch-Site %s: cross-site is %s", (site, isForeign) => {
  expect(isCrossSite(of(site ? { "sec-fetch-site": site } : {}))).toBe(isForeign);
});

test.each(["a b", "castellan.example:99999", "[::1", "", "ada@castellan.example", "a/b", "a?b"])(
  "the host %j is none, and breaks nothing",
  (host) => {
    expect(getOrigin(new Headers({ host }))).toBe("http://localhost:3000");
  },
);
