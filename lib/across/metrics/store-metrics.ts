import "server-only";
import { Gauge, type Registry } from "prom-client";
import { jobs } from "@/lib/across/sync/schema";
import { listJobStates } from "@/lib/across/sync/state";
import { getProof } from "@/lib/core/audit/proof";
import { database } from "@/lib/core/db/client";
import { getParts } from "@/lib/core/db/parts";
import { countUnreadable } from "@/lib/core/db/unreadable-rows";

type Description<L extends string> = { name: string; help: string; labelNames?: L[] };

const sizeFreshMs = 60_000;

/** If the database doesn't answer, these are left out and the rest is still reported. */
export function addStoreMetrics(registry: Registry): void {
  addStore(registry);
  addSync(registry);
  addSetAside(registry);
  addAudit(registry);
}

function addGauge<L extends string>(
  registry: Registry,
  description: Description<L>,
  read: (gauge: Gauge<L>) => Promise<void>,
): void {
  new Gauge<L>({
    ...description,
    registers: [registry],
    async collect() {
      this.reset();
      await read(this).catch(() => {
        this.reset();
        this.remove({}); // A gauge without labels defaults to 0.
      });
    },
  });
}

function addStore(registry: Registry): void {
  addGauge(registry, { name: "castellan_store_up", help: "1 while the database answers." }, async (gauge) => {
    const isUp = await database()
      .then((db) => db.execute("select 1"))
      .then(
        () => true,
        () => false,
      );
    gauge.set(isUp ? 1 : 0);
  });
  let last = { bytes: 0, atMs: 0 };
  addGauge(registry, { name: "castellan_store_bytes", help: "Size of the database." }, async (gauge) => {
    if (Date.now() - last.atMs > sizeFreshMs) last = { bytes: await readSize(), atMs: Date.now() };
    gauge.set(last.bytes);
  });
}

async function readSize(): Promise<number> {
  const db = await database();
  const { rows } = await db.execute<{ bytes: number }>(
    "select pg_database_size(current_database()) as bytes",
  );
  return Number(rows[0]?.bytes);
}

function addSync(registry: Registry): void {
  addGauge(
    registry,
    {
      name: "castellan_sync_finished_timestamp_seconds",
      help: "When each job of the sync last finished, on any replica.",
      labelNames: ["sync_job"],
    },
    async (gauge) => {
      const states = await listJobStates();
      for (const sync_job of jobs) {
        const { finishedAt } = states[sync_job];
        if (finishedAt) gauge.set({ sync_job }, finishedAt.getTime() / 1000);
      }
    },
  );
  addGauge(
    registry,
    {
      name: "castellan_sync_is_failing",
      help: "1 where the last run of a job failed.",
      labelNames: ["sync_job"],
    },
    async (gauge) => {
      const states = await listJobStates();
      for (const sync_job of jobs) gauge.set({ sync_job }, states[sync_job].errorCode ? 1 : 0);
    },
  );
  addParts(registry);
}

function addParts(registry: Registry): void {
  addGauge(
    registry,
    {
      name: "castellan_admin_api_part",
      help: "1 for the state of each part of the Admin API that was asked for: available, unavailable (this kind of organization does not have it), refused or lost.",
      labelNames: ["part", "state"],
    },
    async (gauge) => {
      const { states } = await getParts();
      for (const [part, state] of states) gauge.set({ part, state }, 1);
    },
  );
}

function addSetAside(registry: Registry): void {
  addGauge(
    registry,
    {
      name: "castellan_unreadable_rows",
      help: "Rows of the Admin API's last answers that could not be read and were set aside.",
      labelNames: ["noun"],
    },
    async (gauge) => {
      for (const { noun, count } of await countUnreadable(await database())) gauge.set({ noun }, count);
    },
  );
}

function addAudit(registry: Registry): void {
  addGauge(
    registry,
    { name: "castellan_audit_lines", help: "The number of the newest line of the audit log." },
    async (gauge) => gauge.set((await getProof()).end.seq),
  );
  addGauge(
    registry,
    {
      name: "castellan_audit_unproven_before_line",
      help: "The line before which the audit log is unproven; 0 where all of it is proven.",
    },
    async (gauge) => gauge.set((await getProof()).unproven?.before ?? 0),
  );
}
