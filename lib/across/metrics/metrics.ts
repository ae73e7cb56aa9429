import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { requestBudget } from "@/lib/core/admin-api/budget";
import { listOutcomes } from "@/lib/core/admin-api/request-outcomes";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { requestSeconds } from "@/lib/core/telemetry/http-metrics";
import manifest from "@/package.json" with { type: "json" };
import { addStoreMetrics } from "./store-metrics";

export const metricsRegistry = () => processSingleton("metrics", createRegistry);

export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  const registry = metricsRegistry();
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function createRegistry(): Registry {
  const registers = new Registry();
  collectDefaultMetrics({ register: registers });
  registers.registerMetric(requestSeconds());
  addProcess({ registers: [registers] });
  addStoreMetrics(registers);
  return registers;
}

function addProcess(options: { registers: Registry[] }): void {
  new Gauge({
    ...options,
    name: "castellan_build_info",
    help: "1, with the version of Castellan as its label.",
    labelNames: ["version"],
  }).set({ version: manifest.version }, 1);
  new Counter({
    ...options,
    name: "castellan_admin_api_calls_total",
    help: "Calls of the Admin API by this process, by how they ended.",
    labelNames: ["outcome"],
    collect() {
      this.reset();
      for (const { outcome, count } of listOutcomes()) this.inc({ outcome }, count);
    },
  });
  new Gauge({
    ...options,
    name: "castellan_admin_api_waiting",
    help: "Requests of this process that wait for the request budget.",
    collect() {
      this.set(requestBudget().waiting);
    },
  });
}
