import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { requestBudget } from "@/lib/admin-api/budget";
import { listOutcomes } from "@/lib/admin-api/outcome";
import { getProof } from "@/lib/audit/proof";
import { database } from "@/lib/db/client";
import { getParts } from "@/lib/db/parts";
import { countUnreadable } from "@/lib/db/unreadable-rows";
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
  addUnreadable(options);
  addAudit(options);
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
    help: "Requests of this process that wait for the request budget.",
    collect() {
      this.set(requestBudget().waiting);
    },
  });
}

function addUnreadable(options: Options): void {
  new Gauge({
    ...options,
    name: "castellan_unreadable_rows",
    help: "Rows of the Admin API's last answers that could not be read and were set aside.",
    labelNames: ["noun"],
    async collect() {
      this.reset();
      for (const { noun, count } of await countUnreadable(await database())) this.set({ noun }, count);
    },
  });
}

function addAudit(options: Options): void {
  new Gauge({
    ...options,
    name: "castellan_audit_lines",
    help: "The number of the newest line of the audit log.",
    async collect() {
      this.set((await getProof()).end.seq);
    },
  });
  new Gauge({
    ...options,
    name: "castellan_audit_unproven_before_line",
    help: "The line before which the audit log is unproven; 0 where all of it is proven.",
    async collect() {
      this.set((await getProof()).unproven?.before ?? 0);
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
  new Gauge({
    ...options,
    name: "castellan_admin_api_part",
    help: "1 for the state of each part of the Admin API that was asked for: available, unavailable (this kind of organization does not have it), refused or lost.",
    labelNames: ["part", "state"],
    async collect() {
      const { states } = await getParts();
      this.reset();
      for (const [part, state] of states) this.set({ part, state }, 1);
    },
  });
}
