import "server-only";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { env } from "@/lib/core/env/env";
import manifest from "@/package.json" with { type: "json" };
import { SafeExporter } from "./telemetry-spans";

const stopMs = 2_000;

/** Sends traces, configured by the OTEL_* variables. Returns a function that sends the rest and stops. */
export function startTelemetry(): () => Promise<void> {
  const named = { "service.name": "castellan", "service.version": manifest.version };
  const resource = resourceFromAttributes(named).merge(detectResources({ detectors: [envDetector] }));
  const exporter = new SafeExporter(new OTLPTraceExporter({ headers: toHeaders() }));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    trace.disable();
    context.disable();
    // An unreachable receiver doesn't delay the stop for long.
    const late = new Promise((resolve) => setTimeout(resolve, stopMs).unref());
    await Promise.race([provider.shutdown().catch(() => {}), late]);
  };
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
