import "server-only";
import { sql } from "drizzle-orm";
import { getLastOutcome, type Outcome } from "@/lib/core/admin-api/request-outcomes";
import { fetchOrganization } from "@/lib/core/auth/gateway";
import { database, databaseKind } from "@/lib/core/db/client";
import { getParts } from "@/lib/core/db/parts";
import { env } from "@/lib/core/env/env";
import { type ErrorCode, errorCodes } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { type Disk, readDisk } from "@/lib/core/process/disk";
import { atPriority } from "@/lib/core/process/priority";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { type Job, jobs } from "./schema";
import { isRunning, type JobState, listJobStates, toLastFailed } from "./state";

export type Health = {
  isReady: boolean;
  database: "ok" | "store_unavailable";
  /** Of the embedded database; null with PostgreSQL, whose disk is elsewhere. */
  disk: Disk | null;
  adminApi: "ok" | "unknown" | ErrorCode;
  sync: {
    lastSyncedAt: string | null;
    isRunning: boolean;
    error: ErrorCode | null;
    /** Parts that this kind of organization doesn't have, which isn't a fault. */
    unavailable: string[];
  };
};

/** Known state is returned immediately; if it is older than this, it is refreshed in the background. */
const freshMs = 60_000;
const probe = processSingleton("admin-api-probe", () => ({ isRunning: false }));

/** For the readiness probe: never waits for the Admin API. */
export async function getHealth(now = new Date()): Promise<Health> {
  const states = await readStates();
  const outcome = toNewest(getLastOutcome(), states ? toOutcome(states.directory) : null);
  if (!outcome || now.getTime() - outcome.at.getTime() > freshMs) renewOutcome();
  const adminApi = outcome ? (outcome.error ?? "ok") : "unknown";
  return {
    isReady: states !== null && adminApi === "ok",
    database: states ? "ok" : "store_unavailable",
    disk: databaseKind() === "pglite" ? await readDisk(env.DATA_DIR, { isTried: !states }) : null,
    adminApi,
    sync: toSync(states),
  };
}

/** One word for each part, which anyone may read; `adminApi` still tells a wrong key from an API that is down. */
export function toStatuses({ database, adminApi, sync }: Omit<Health, "isReady">) {
  return { database, adminApi, sync: sync.error ?? (sync.lastSyncedAt ? "ok" : "unknown") };
}

type States = Record<Job, JobState> & { unavailable: string[] };

async function readStates(): Promise<States | null> {
  try {
    const db = await database();
    await db.execute(sql`select 1`);
    const [states, { unavailable }] = await Promise.all([listJobStates(), getParts()]);
    return { ...states, unavailable };
  } catch (cause) {
    log.warn({ err: cause }, "the database does not answer");
    return null;
  }
}

/** On PostgreSQL, this may be another replica's. */
function toOutcome({ finishedAt, failedAt, errorCode }: JobState): Outcome | null {
  const error = errorCodes.find((code) => code === errorCode) ?? null;
  if (failedAt && error) return { at: failedAt, error };
  return finishedAt && { at: finishedAt, error: null };
}

function toNewest(own: Outcome | null, synced: Outcome | null): Outcome | null {
  if (!own || !synced) return own ?? synced;
  return own.at > synced.at ? own : synced;
}

function renewOutcome(): void {
  if (probe.isRunning) return;
  probe.isRunning = true;
  atPriority("background", fetchOrganization)
    .catch(() => {})
    .finally(() => {
      probe.isRunning = false;
    });
}

function toSync(states: States | null): Health["sync"] {
  if (!states) return { lastSyncedAt: null, isRunning: false, error: null, unavailable: [] };
  const failed = toLastFailed(states);
  return {
    lastSyncedAt: states.directory.finishedAt?.toISOString() ?? null,
    isRunning: jobs.some((job) => isRunning(states[job])),
    error: errorCodes.find((code) => code === failed?.errorCode) ?? null,
    unavailable: states.unavailable,
  };
}
