import "server-only";
import { isClockAhead } from "@/lib/core/admin-api/api-clock";
import { openEntry } from "@/lib/core/audit/entry";
import { findAbsentActor } from "@/lib/core/auth/absent-actor";
import { getAddressActor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import { permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { createRun } from "@/lib/core/bulk/create";
import { env } from "@/lib/core/env/env";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { log } from "@/lib/core/log/log";
import { listPlanned, type Planned } from "./planned-stops-store";
import { dropStop, type StopPlan, takeStop } from "./stop-store";

/**
 * Starts the deactivation of each replaced key that had no traffic for a whole UTC day, as the person who asked for it. A run
 * of one row does it, so that rights, the two-person rule, the audit entry, and a lost answer are what they always are. None starts by a
 * clock that is ahead, to which a day that has just begun is over.
 */
export async function startPlannedStops(now = new Date()): Promise<void> {
  if (env.READ_ONLY || isClockAhead()) return;
  for (const planned of await listPlanned(now))
    await startStop(planned).catch((err) => {
      log.warn({ err, key: planned.keyId }, "a planned deactivation did not start");
    });
}

async function startStop(planned: Planned) {
  const { keyId, name, askedBy, askedAt, runId: lastRunId, quietSince, isOver, isQuiet, ...kept } = planned;
  if (askedBy === null || askedAt === null) return;
  const { actor, refusal } = await findAbsentActor(askedBy, kept, askedAt);
  const plan = { keyId, askedAt, runId: lastRunId };
  if (!actor || !can(actor, "keys:write") || isOver)
    return drop(actor ?? getAddressActor(askedBy), plan, { name, refusal });
  if (!isQuiet) return;
  await createRun(permitActor(actor, "keys:write"), {
    operation: "api_key.deactivate",
    rows: [
      { targetId: keyId, label: name, input: { planned: { askedAt: askedAt.toISOString(), quietSince } } },
    ],
    alongside: (tx, runId) => takeStop(tx, plan, runId),
  });
}

/** The key or its replacement changed, or who asked may no longer do it. On record, because they still count on it. */
async function drop(
  actor: Actor,
  plan: StopPlan,
  { name, refusal }: { name: string; refusal: RefusalReason | null },
): Promise<void> {
  const { keyId } = plan;
  const entry = await openEntry({ actor, action: "api_key.drop_stop", targetId: keyId, request: null });
  try {
    await entry.settle({ outcome: "succeeded", label: name, after: refusal && { reason: refusal } }, (tx) =>
      dropStop(tx, plan),
    );
  } catch (cause) {
    await entry.settle({ outcome: "failed", label: name, errorCode: "conflict" });
    throw cause;
  }
}
