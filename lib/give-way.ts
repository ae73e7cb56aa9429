import "server-only";
import { setTimeout as pause } from "node:timers/promises";

const mostMs = 500;
let since = process.cpuUsage();

/**
 * Rests for as long as this process worked since the last rest. The embedded database and the sandbox answer without
 * ever leaving the thread, so without rests pages would wait until a whole history is stored.
 */
export async function giveWay(): Promise<void> {
  const { user, system } = process.cpuUsage(since);
  await pause(Math.min(mostMs, (user + system) / 1000));
  since = process.cpuUsage();
}
