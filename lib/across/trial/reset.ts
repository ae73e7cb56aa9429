import "server-only";
import { deliverySources } from "@/lib/across/schedules/all-sources";
import { bulkOperations } from "@/lib/across/sync/bulk-operations";
import { isSyncLeader, startSync, stopSync } from "@/lib/across/sync/start";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { clearSandboxStore } from "@/lib/core/auth/owner";
import type { Permit } from "@/lib/core/auth/permit";
import { startBulk, stopBulk } from "@/lib/core/bulk/start";
import { databaseKind } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { getLogRole } from "@/lib/core/db/log-role";
import { keepUnanswered } from "@/lib/core/db/operations";
import { countClaims } from "@/lib/core/db/secret-claim";
import { beginTrial } from "@/lib/core/db/trial";
import { startDelivery, stopDelivery } from "@/lib/core/delivery/worker";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";

const singletons = ["sandbox", "standings", "limit-attempts"];

type Context = { by: Permit<"sandbox:reset">; entry: AuditEntry };

/**
 * The new audit log starts with this operation.
 * @throws AppError not_found outside the sandbox; conflict if the database is shared; unauthenticated after another
 * reset
 */
export function resetSandbox({ entry }: Context): Promise<void> {
  if (!env.isSandbox) throw new AppError("not_found", "there is no sandbox to reset");
  return inTurn(async () => {
    const goOn = await pauseWork();
    try {
      await entry.settleFirst({ outcome: "succeeded" }, clear);
      // From here on, a pending write is no longer sent; until here, it reached the old organization.
      beginTrial();
      for (const key of singletons) forget(key);
    } finally {
      goOn();
    }
  });
}

/** One reset after another, so that none resumes what another has paused. */
function inTurn(run: () => Promise<void>): Promise<void> {
  const turns = processSingleton("sandbox-resets", (): { last: Promise<void> } => ({
    last: Promise.resolve(),
  }));
  const turn = turns.last.then(run);
  turns.last = turn.catch(() => {});
  return turn;
}

async function pauseWork(): Promise<() => void> {
  const [hadDelivery, hadSync, hadBulk] = await Promise.all([stopDelivery(), stopSync(), stopBulk()]);
  return () => {
    if (hadSync) startSync();
    if (hadBulk) startBulk(bulkOperations);
    if (hadDelivery) startDelivery({ sources: deliverySources, isLeading: isSyncLeader });
  };
}

async function clear(tx: Transaction): Promise<void> {
  await refuseShared(tx);
  await keepUnanswered(tx, () => clearSandboxStore(tx));
}

/** Another server would write its sandbox into the database again, and an append-only role can't empty the log. */
async function refuseShared(tx: Transaction): Promise<void> {
  if (databaseKind() === "pglite") return;
  if ((await countClaims(tx)) > 1 || (await getLogRole()) === "append_only")
    throw new AppError("conflict", "other servers share this store, or its log can only grow", {
      reason: "sandbox_shared",
    });
}
