import "server-only";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { env } from "@/lib/env";
import manifest from "@/package.json" with { type: "json" };
import { metricsRegistry } from "./metrics";
import { RegistryProducer } from "./telemetry-metrics";
import type { Signals } from "./telemetry-signals";
import { SafeExporter } from "./telemetry-spans";

const stopMs = 2_000;

type Stop = () => Promise<void>;

/** Configured by the OTEL_* variables. Returns a function that sends the rest and stops. */
export function startTelemetry({ hasTraces, hasMetrics }: Signals): Stop {
  const named = { "service.name": "castellan", "service.version": manifest.version };
  const resource = resourceFromAttributes(named).merge(detectResources({ detectors: [envDetector] }));
  const stops = [
    ...(hasTraces ? [startTraces(resource)] : []),
    ...(hasMetrics ? [startMetrics(resource)] : []),
  ];
  return async () => {
    // An unreachable receiver doesn't delay the stop for long.
    const late = new Promise((resolve) => setTimeout(resolve, stopMs).unref());
    await Promise.race([Promise.allSettled(stops.map((stop) => stop())), late]);
  };
}

function startTraces(resource: Resource): Stop {
  const exporter = new SafeExporter(new OTLPTraceExporter({ headers: toHeaders() }));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    trace.disable();
    context.disable();
    await provider.shutdown();
  };
}

function startMetrics(resource: Resource): Stop {
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ headers: toHeaders() }),
    exportIntervalMillis: env.OTEL_METRIC_EXPORT_INTERVAL,
    exportTimeoutMillis: Math.min(10_000, env.OTEL_METRIC_EXPORT_INTERVAL),
    metricProducers: [new RegistryProducer(metricsRegistry())],
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return () => provider.shutdown();
}

/** Passed here, because only we know OTEL_EXPORTER_OTLP_HEADERS_FILE. */
function toHeaders(): Record<string, string> {
  const pairs = (env.OTEL_EXPORTER_OTLP_HEADERS ?? "").split(",").filter((pair) => pair.includes("="));
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    }),
  );
}
