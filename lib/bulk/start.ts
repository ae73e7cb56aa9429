import "server-only";
import { forget, once } from "@/lib/once";
import type { BulkAct } from "./act";
import { BulkRunner } from "./runner";

const runnerKey = "bulk-runner";

/** Starts this process's runner, once, with every act that it may meet. */
export function startBulk(acts: readonly BulkAct[]): void {
  once(runnerKey, () => new BulkRunner(acts)).start();
}

/** For shutdown: after it no row is begun. */
export async function stopBulk(): Promise<void> {
  const runner = once<BulkRunner | null>(runnerKey, () => null);
  forget(runnerKey);
  await runner?.stop();
}

/** Makes the runner of this process, if it has one, look for work at once. */
export function wakeBulk(): void {
  const runner = once<BulkRunner | null>(runnerKey, () => null);
  if (runner) runner.wake();
  else forget(runnerKey);
}
