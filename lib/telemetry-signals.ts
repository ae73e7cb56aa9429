import "server-only";
import type { Env } from "@/lib/env";

export type Signals = { hasTraces: boolean; hasMetrics: boolean };

/** Null if nothing is sent, so that nothing is loaded. */
export function toSignals(given: Env): Signals | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_SDK_DISABLED: isOff } = given;
  const hasTraces =
    Boolean(given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? all) && given.OTEL_TRACES_EXPORTER === "otlp";
  const hasMetrics =
    Boolean(given.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT ?? all) && given.OTEL_METRICS_EXPORTER === "otlp";
  return isOff || !(hasTraces || hasMetrics) ? null : { hasTraces, hasMetrics };
}
