import "server-only";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { SyncEngine } from "./engine";

const engineKey = "sync-engine";

export function startSync(): void {
  processSingleton(engineKey, () => new SyncEngine()).start();
}

/** Afterward another process may lead. Returns whether there was an engine. */
export async function stopSync(): Promise<boolean> {
  const engine = processSingleton<SyncEngine | null>(engineKey, () => null);
  forget(engineKey);
  await engine?.stop();
  return engine !== null;
}

/** Whether this server is the one that syncs, as far as it knows. */
export function isSyncLeader(): boolean {
  const engine = processSingleton<SyncEngine | null>(engineKey, () => null);
  if (!engine) forget(engineKey);
  return engine?.isLeading ?? false;
}

export function wakeSync(): void {
  const engine = processSingleton<SyncEngine | null>(engineKey, () => null);
  if (engine) engine.wake();
  else forget(engineKey);
}
