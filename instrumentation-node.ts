import "server-only";
import { announceSignInLink } from "@/lib/auth/sign-in-link";
import { startNotifier, stopNotifier } from "@/lib/budgets/notifier";
import { startBulk, stopBulk } from "@/lib/bulk/start";
import { closeDatabase, database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { bulkActs } from "@/lib/sync/bulk-acts";
import { startSync, stopSync } from "@/lib/sync/start";

/** Where scripts/serve.mjs waits to hear that we are up, and how to stop us. Absent under `next dev`. */
const hostKey = Symbol.for("castellan.started");

/** Opens the store and begins to fill it. Without a store there is nothing to serve, and the process ends. */
export async function startServices(): Promise<void> {
  try {
    await database();
    startSync();
    startBulk(bulkActs);
    startNotifier();
    await announceSignInLink();
  } catch (cause) {
    // Next itself would report this and serve on, each page failing.
    const reason = cause instanceof AppError ? cause.message : cause instanceof Error ? cause.stack : cause;
    process.stderr.write(`Castellan cannot start: ${reason}\n`);
    process.exit(1);
  }
  const host = globalThis as { [hostKey]?: (stop: () => Promise<void>) => void };
  host[hostKey]?.(stopServices);
}

async function stopServices(): Promise<void> {
  stopNotifier();
  await Promise.all([stopBulk(), stopSync()]);
  await closeDatabase();
}
