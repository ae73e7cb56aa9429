import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { readApi } from "@/lib/admin-api/client";
import { resetDatabase } from "@/lib/db/test-database";
import { env, parseEnv } from "@/lib/env";
import { requestSeconds } from "./http-metrics";
import { servedReads } from "./served-reads";
import { startTelemetry } from "./telemetry";
import { toSignals } from "./telemetry-signals";

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
const points = z.object({ dataPoints: z.array(z.looseObject({ attributes: z.array(attribute) })) }).loose();
const metric = z.looseObject({
  name: z.string(),
  sum: points.optional(),
  gauge: points.optional(),
  histogram: points.optional(),
});
const metrics = z.object({
  resourceMetrics: z.array(
    z.looseObject({ scopeMetrics: z.array(z.looseObject({ metrics: z.array(metric) })) }),
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
  const stop = startTelemetry({ hasTraces: true, hasMetrics: false });
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
  const stop = startTelemetry({ hasTraces: true, hasMetrics: false });
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
  const stop = startTelemetry({ hasTraces: true, hasMetrics: false });
  await readApi((api, options) => api.organization.users.retrieve("user_01Unknown", options)).catch(() => {});
  await stop();
  const text = received.map(({ body }) => body).join();
  expect(text).toContain("GET /v1/organizations/users/{id}");
  expect(text).not.toContain("user_01Unknown");
});

test("the metrics are those of /api/metrics", async () => {
  requestSeconds().reset();
  requestSeconds().observe({ route: "/members", method: "GET", status: "2xx" }, 0.02);
  requestSeconds().observe({ route: "/members", method: "GET", status: "2xx" }, 99);
  const stop = startTelemetry({ hasTraces: false, hasMetrics: true });
  await stop();
  expect(bodiesOf("/v1/traces")).toEqual([]);
  const [sent] = bodiesOf("/v1/metrics").map((body) => metrics.parse(body));
  const all =
    sent?.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics)) ?? [];
  const find = (name: string) => all.find((each) => each.name === name);
  expect(find("castellan_admin_api_calls_total")?.sum).toMatchObject({
    isMonotonic: true,
    aggregationTemporality: 2,
  });
  expect(find("castellan_store_up")?.gauge?.dataPoints).toMatchObject([{ asDouble: 1 }]);
  expect(find("castellan_http_request_seconds")?.histogram?.dataPoints).toMatchObject([
    {
      count: 2,
      sum: 99.02,
      explicitBounds: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      bucketCounts: [0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
    },
  ]);
});

test("an unreachable receiver stops nothing", async () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:9";
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = "200";
  const stop = startTelemetry({ hasTraces: true, hasMetrics: true });
  await answerRequest();
  await stop();
  delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
});

const endpoint = "https://otel.example";

test.each([
  [{}, null],
  [{ OTEL_SERVICE_NAME: "x" }, null],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, { hasTraces: true, hasMetrics: true }],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint }, { hasTraces: true, hasMetrics: false }],
  [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpoint }, { hasTraces: false, hasMetrics: true }],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: "none" },
    { hasTraces: false, hasMetrics: true },
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "true" }, null],
])("the variables %j give the signals %j", (given, signals) => {
  expect(toSignals(parseEnv(given))).toEqual(signals);
});
