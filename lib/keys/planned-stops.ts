import "server-only";
import { getAbsentActor } from "@/lib/auth/absent-actor";
import { fromKeptSession } from "@/lib/auth/kept-session";
import { can } from "@/lib/auth/permissions";
import { permitActor } from "@/lib/auth/permit";
import { createRun } from "@/lib/bulk/create";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { listPlanned, type Planned } from "./planned-stops-store";
import { cancelStop, takeStop } from "./stop-store";

/**
 * Starts the deactivation of each replaced key that had no traffic for a whole UTC day, as the person who asked for it. A run
 * of one row does it, so that rights, the two-person rule, the audit entry, and a lost answer are what they always are.
 */
export async function startPlannedStops(now = new Date()): Promise<void> {
  if (env.READ_ONLY) return;
  for (const planned of await listPlanned(now))
    await startStop(planned).catch((err) => {
      log.warn({ err, key: planned.keyId }, "a planned deactivation did not start");
    });
}

async function startStop({ keyId, name, askedBy, askedAt, isChanged, isQuiet, ...kept }: Planned) {
  if (isChanged) return end(keyId);
  if (!isQuiet || askedBy === null || askedAt === null) return;
  const actor = await getAbsentActor(askedBy, fromKeptSession(kept));
  if (!actor || !can(actor, "keys:write")) return end(keyId);
  await createRun(permitActor(actor, "keys:write"), {
    operation: "api_key.deactivate",
    // They asked for it knowing that the key was in use until lately.
    rows: [{ targetId: keyId, label: name, input: { confirmedUse: true } }],
    alongside: (tx, runId) => takeStop(tx, keyId, askedAt, runId),
  });
}

/** Nobody has to be asked again: the key changed, or who asked may no longer do it. */
async function end(keyId: string): Promise<void> {
  const db = await database();
  await db.transaction((tx) => cancelStop(tx, keyId));
  log.info({ key: keyId }, "a planned deactivation has ended without one");
}
