import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { forget, processSingleton as keep } from "@/lib/core/process/process-singleton";
import { createFinder, requestSeconds, timeRequest } from "./http-metrics";
import { servedReads } from "./served-reads";

const toRoute = createFinder({
  staticRoutes: [
    { page: "/", regex: "^/(?:/)?$" },
    { page: "/members", regex: "^/members(?:/)?$" },
  ],
  dynamicRoutes: [
    { page: "/api/auth/[...nextauth]", regex: "^/api/auth/(.+?)(?:/)?$" },
    { page: "/api/[...address]", regex: "^/api/(.+?)(?:/)?$" },
    { page: "/members/[id]", regex: "^/members/([^/]+?)(?:/)?$" },
  ],
});

afterEach(() => forget("http-routes"));

test.each([
  ["/", "/"],
  ["/members?q=anna@northwind.example", "/members"],
  ["/members/user_01?tab=keys", "/members/[id]"],
  ["/members/user_01/more", "other"],
  ["/api/auth/callback/oidc?code=secret", "/api/auth/[...nextauth]"],
  ["/api/members?q=anna", "/api/members"],
  ["/api/anna@northwind.example", "/api/[...address]"],
  ["/_next/static/chunks/a.js", "/_next/static"],
  ["/wp-login.php", "other"],
  ["//evil.example/members", "other"],
])("%s counts as %s", (url, route) => {
  servedReads().add("/api/members");
  expect(toRoute(url)).toBe(route);
});

test("a request is timed until its response is sent, whatever its address and method", async () => {
  keep("http-routes", () => toRoute);
  requestSeconds().reset();
  const server = createServer((request, response) => {
    timeRequest(request, response);
    response.statusCode = request.url === "/nothing" ? 404 : 200;
    response.end("here");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  await fetch(`${url}/members/user_01?q=anna@northwind.example`);
  await fetch(`${url}/nothing`, { method: "PURGE" });
  await vi.waitFor(async () => {
    const { values } = await requestSeconds().get();
    const counts = values.filter(({ metricName }) => metricName?.endsWith("_count"));
    expect(counts.map(({ labels, value }) => ({ ...labels, value }))).toEqual([
      { route: "/members/[id]", method: "GET", status: "2xx", value: 1 },
      { route: "other", method: "other", status: "4xx", value: 1 },
    ]);
  }, 20_000);
  server.close();
});
