import "server-only";
import { type HrTime, ValueType } from "@opentelemetry/api";
import { emptyResource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  type CollectionResult,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from "@opentelemetry/sdk-metrics";
import type { Registry } from "prom-client";

type Labels = Record<string, string | number>;
type Value = { value: number; labels: Labels; metricName?: string };
type Metric = { name: string; help: string; type: string; values: Value[] };
type Times = { startTime: HrTime; endTime: HrTime };

/** Passes the metrics of `/api/metrics` to OpenTelemetry, so that both outputs match. */
export class RegistryProducer implements MetricProducer {
  readonly #startTime = toHrTime(Date.now() - process.uptime() * 1000);

  constructor(private readonly registry: Registry) {}

  async collect(): Promise<CollectionResult> {
    // Sound: prom-client's own type leaves out the values.
    const all = (await this.registry.getMetricsAsJSON()) as unknown as Metric[];
    const times = { startTime: this.#startTime, endTime: toHrTime(Date.now()) };
    const metrics = all.map((metric) => toMetricData(metric, times));
    return {
      resourceMetrics: {
        resource: emptyResource(),
        scopeMetrics: [{ scope: { name: "castellan" }, metrics }],
      },
      errors: [],
    };
  }
}

function toHrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
}

function toMetricData({ name, help, type, values }: Metric, times: Times): MetricData {
  const base = {
    descriptor: { name, description: help, unit: "", valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  if (type === "histogram")
    return { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints: toHistograms(name, values, times) };
  const dataPoints = values
    .filter(({ value }) => Number.isFinite(value))
    .map(({ value, labels }) => ({ ...times, attributes: labels, value }));
  if (type === "counter") return { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
  return { ...base, dataPointType: DataPointType.GAUGE, dataPoints };
}

type Series = { attributes: Labels; bounds: number[]; upTo: number[]; sum: number; count: number };

function toHistograms(name: string, values: Value[], times: Times) {
  const all = new Map<string, Series>();
  for (const { metricName, value, labels } of values) {
    const { le, ...attributes } = labels;
    const key = JSON.stringify(Object.entries(attributes).sort());
    const series = all.get(key) ?? { attributes, bounds: [], upTo: [], sum: 0, count: 0 };
    all.set(key, series);
    if (metricName === `${name}_sum`) series.sum = value;
    else if (metricName === `${name}_count`) series.count = value;
    else if (le !== "+Inf") {
      series.bounds.push(Number(le));
      series.upTo.push(value);
    }
  }
  return [...all.values()].map(({ attributes, bounds: boundaries, upTo, sum, count }) => {
    const counts = [...upTo, count].map((each, index, list) => each - (list[index - 1] ?? 0));
    return { ...times, attributes, value: { buckets: { boundaries, counts }, sum, count } };
  });
}
