import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { requestBudget } from "@/lib/admin-api/budget";
import { listOutcomes } from "@/lib/admin-api/outcome";
import { once } from "@/lib/once";
import { jobs } from "@/lib/sync/schema";
import { listJobStates } from "@/lib/sync/state";

const registry = () => once("metrics", createRegistry);

/** Prometheus text and its content type. */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  return { text: await registry().metrics(), contentType: registry().contentType };
}

/** Whether an `Authorization` header carries the token, in a time that tells nothing of it. */
export function hasMetricsToken(authorization: string | null, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${token}`));
}

function createRegistry(): Registry {
  const registers = new Registry();
  collectDefaultMetrics({ register: registers });
  const options = { registers: [registers] };
  addRequests(options);
  addSync(options);
  return registers;
}

type Options = { registers: Registry[] };

function addRequests(options: Options): void {
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
    help: "Requests that wait for the request budget.",
    collect() {
      this.set(requestBudget().waiting);
    },
  });
}

function addSync(options: Options): void {
  new Gauge({
    ...options,
    name: "castellan_sync_finished_timestamp_seconds",
    help: "When each job of the sync last finished, on any replica.",
    labelNames: ["job"],
    async collect() {
      const states = await listJobStates();
      this.reset();
      for (const job of jobs) {
        const { finishedAt } = states[job];
        if (finishedAt) this.set({ job }, finishedAt.getTime() / 1000);
      }
    },
  });
  new Gauge({
    ...options,
    name: "castellan_sync_is_failing",
    help: "1 where the last run of a job failed.",
    labelNames: ["job"],
    async collect() {
      const states = await listJobStates();
      for (const job of jobs) this.set({ job }, states[job].errorCode ? 1 : 0);
    },
  });
}
