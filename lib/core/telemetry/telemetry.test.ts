import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { readApi } from "@/lib/core/admin-api/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env, parseEnv } from "@/lib/core/env/env";
import { servedReads } from "./served-reads";
import { startTelemetry } from "./telemetry";

const canary = "anna@northwind.example";
let receiver: Server;
let received: { path: string; authorization: string | undefined; body: string }[];

beforeEach(async () => {
  await resetDatabase();
  received = [];
  receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    received.push({ path: request.url ?? "", authorization: request.headers.authorization, body });
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const address = receiver.address();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  process.env.OTEL_RESOURCE_ATTRIBUTES = "deployment.environment.name=test";
});

afterEach(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  delete process.env.OTEL_RESOURCE_ATTRIBUTES;
  env.OTEL_EXPORTER_OTLP_HEADERS = undefined;
  receiver.closeAllConnections();
  receiver.close();
});

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const span = z.looseObject({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  attributes: z.array(attribute),
});
const traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }).loose(),
      scopeSpans: z.array(z.looseObject({ spans: z.array(span) })),
    }),
  ),
});

const bodiesOf = (path: string) =>
  received.filter((each) => each.path === path).map(({ body }) => JSON.parse(body));

async function answerRequest(): Promise<void> {
  const address = `/members?q=${canary}`;
  const attributes = {
    "next.span_type": "BaseServer.handleRequest",
    "next.route": "/members",
    "http.method": "GET",
    "http.target": address,
  };
  await trace.getTracer("next.js").startActiveSpan(`GET ${address}`, { attributes }, async (root) => {
    await readApi((api, options) => api.organization.users.list({ email: canary }, options));
    root.recordException(new Error(`no ${canary}`));
    root.setStatus({ code: SpanStatusCode.ERROR, message: canary });
    root.end();
  });
}

test("requests and their Admin API calls are sent as traces, without identifying people", async () => {
  env.OTEL_EXPORTER_OTLP_HEADERS = "authorization=Bearer%20abc";
  const stop = startTelemetry();
  await answerRequest();
  await stop();
  const [sent] = bodiesOf("/v1/traces").map((body) => traces.parse(body));
  const all = sent?.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)) ?? [];
  const root = all.find(({ name }) => name === "GET /members");
  const call = all.find(({ name }) => name === "GET /v1/organizations/users");
  expect(call?.traceId).toBe(root?.traceId);
  expect(root?.parentSpanId).toBeUndefined();
  expect(call?.attributes).toContainEqual({ key: "http.response.status_code", value: { intValue: 200 } });
  expect(sent?.resourceSpans[0]?.resource.attributes).toEqual(
    expect.arrayContaining([
      { key: "service.name", value: { stringValue: "castellan" } },
      { key: "deployment.environment.name", value: { stringValue: "test" } },
    ]),
  );
  expect(received.map(({ authorization }) => authorization)).toEqual(received.map(() => "Bearer abc"));
  const text = received.map(({ body }) => body).join();
  expect(text).not.toMatch(/anna|northwind|%40|sk-ant|\?q=|email/);
});

test("a read is named by its own address, though one route answers all", async () => {
  servedReads().add("/api/members");
  const stop = startTelemetry();
  for (const path of ["/api/members", `/api/${canary}`])
    trace
      .getTracer("next.js")
      .startSpan(`GET ${path}`, {
        attributes: {
          "next.span_type": "BaseServer.handleRequest",
          "next.route": "/api/[...address]",
          "http.method": "GET",
          "http.target": `${path}?q=${canary}`,
        },
      })
      .end();
  await stop();
  const text = received.map(({ body }) => body).join();
  expect(text).toContain("GET /api/members");
  expect(text).toContain("GET /api/[...address]");
  expect(text).not.toContain(canary);
});

test("an ID in a call's path is left out", async () => {
  const stop = startTelemetry();
  await readApi((api, options) => api.organization.users.retrieve("user_01Unknown", options)).catch(() => {});
  await stop();
  const text = received.map(({ body }) => body).join();
  expect(text).toContain("GET /v1/organizations/users/{id}");
  expect(text).not.toContain("user_01Unknown");
});

test("an unreachable receiver stops nothing", async () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:9";
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = "200";
  const stop = startTelemetry();
  await answerRequest();
  await stop();
  delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
});

const endpoint = "https://otel.example";

test.each([
  [{}, false],
  [{ OTEL_SERVICE_NAME: "x" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: "none" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "true" }, false],
])("with the variables %j, sending traces is %j", (given, isSent) => {
  expect(parseEnv(given).isTraced).toBe(isSent);
});
