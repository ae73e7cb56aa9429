import "server-only";
import { announceSignInLink } from "@/lib/auth/sign-in-link";
import { closeDatabase, database } from "@/lib/db/client";
import { startSync, stopSync } from "@/lib/sync/start";

/** Opens the store, which fails the start of the server, then begins to fill it. */
export async function startServices(): Promise<void> {
  await database();
  startSync();
  await announceSignInLink();
  Object.assign(globalThis, { [Symbol.for("castellan.stop")]: stopServices });
}

async function stopServices(): Promise<void> {
  await stopSync();
  await closeDatabase();
}
