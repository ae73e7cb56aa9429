import "server-only";
import type { Transaction } from "./database";
import { syncState } from "./own-tables";

/** Lists the directory again within seconds, because a write changed more than its answer says. */
export async function requestDirectory(tx: Transaction): Promise<void> {
  const requestedAt = new Date();
  await tx
    .insert(syncState)
    .values({ job: "directory", requestedAt })
    .onConflictDoUpdate({ target: syncState.job, set: { requestedAt } });
}
