import "server-only";
import { forget, once } from "@/lib/once";
import type { BulkAct } from "./act";
import { BulkRunner } from "./runner";

const runnerKey = "bulk-runner";

/** Starts this process's runner, once, with every act that it may meet. */
export function startBulk(acts: readonly BulkAct[]): void {
  once(runnerKey, () => new BulkRunner(acts)).start();
}

/** After it no row is begun. Returns whether there was a runner. */
export async function stopBulk(): Promise<boolean> {
  const runner = once<BulkRunner | null>(runnerKey, () => null);
  forget(runnerKey);
  await runner?.stop();
  return runner !== null;
}

/** Makes the runner of this process, if it has one, look for work at once. */
export function wakeBulk(): void {
  const runner = once<BulkRunner | null>(runnerKey, () => null);
  if (runner) runner.wake();
  else forget(runnerKey);
}
