import "server-only";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import type { BulkOperation } from "./operation";
import { BulkRunner } from "./runner";

const runnerKey = "bulk-runner";

export function startBulk(operations: readonly BulkOperation[]): void {
  processSingleton(runnerKey, () => new BulkRunner(operations)).start();
}

export async function stopBulk(): Promise<boolean> {
  const runner = processSingleton<BulkRunner | null>(runnerKey, () => null);
  forget(runnerKey);
  await runner?.stop();
  return runner !== null;
}

export function wakeBulk(): void {
  const runner = processSingleton<BulkRunner | null>(runnerKey, () => null);
  if (runner) runner.wake();
  else forget(runnerKey);
}
