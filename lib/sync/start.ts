import "server-only";
import { forget, once } from "@/lib/once";
import { SyncEngine } from "./engine";

const engineKey = "sync-engine";

/** Starts this process's engine, once. */
export function startSync(): void {
  once(engineKey, () => new SyncEngine()).start();
}

/** After it nothing of the engine runs, and another process may lead. Returns whether there was one. */
export async function stopSync(): Promise<boolean> {
  const engine = once<SyncEngine | null>(engineKey, () => null);
  forget(engineKey);
  await engine?.stop();
  return engine !== null;
}

/** Makes the engine of this process, if it has one, look for requests at once. */
export function wakeSync(): void {
  const engine = once<SyncEngine | null>(engineKey, () => null);
  if (engine) engine.wake();
  else forget(engineKey);
}
