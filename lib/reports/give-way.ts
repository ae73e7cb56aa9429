import "server-only";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

const mostMs = 500;
let since = performance.eventLoopUtilization();

/**
 * Rests for as long as this thread was busy since the last rest. The embedded database and the sandbox answer without
 * ever leaving the thread, so without rests pages would wait until a whole history is stored.
 */
export async function giveWay(): Promise<void> {
  const { active } = performance.eventLoopUtilization(since);
  await pause(Math.min(mostMs, active));
  since = performance.eventLoopUtilization();
}
