import "server-only";
import { forget, once } from "@/lib/once";
import { SyncEngine } from "./engine";

const engineKey = "sync-engine";

export function startSync(): void {
  once(engineKey, () => new SyncEngine()).start();
}

/** Afterward another process may lead. Returns whether there was an engine. */
export async function stopSync(): Promise<boolean> {
  const engine = once<SyncEngine | null>(engineKey, () => null);
  forget(engineKey);
  await engine?.stop();
  return engine !== null;
}

export function wakeSync(): void {
  const engine = once<SyncEngine | null>(engineKey, () => null);
  if (engine) engine.wake();
  else forget(engineKey);
}
