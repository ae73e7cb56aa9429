import "server-only";
import { forget, once } from "@/lib/once";
import { SyncEngine } from "./engine";

const engineKey = "sync-engine";

/** Starts this process's engine, once. */
export function startSync(): void {
  once(engineKey, () => new SyncEngine()).start();
}

/** For shutdown: after it nothing of the engine runs, and another process may lead. */
export async function stopSync(): Promise<void> {
  const engine = once<SyncEngine | null>(engineKey, () => null);
  forget(engineKey);
  await engine?.stop();
}

/** Makes the engine of this process, if it has one, look for requests at once. */
export function wakeSync(): void {
  const engine = once<SyncEngine | null>(engineKey, () => null);
  if (engine) engine.wake();
  else forget(engineKey);
}
