import "server-only";
import { setTimeout as pause } from "node:timers/promises";

const mostMs = 500;
/** How long a rest is, as a share of the work before it. Tests have no pages that wait, so theirs is 0. */
export const rest = { share: 1 };
let since = process.cpuUsage();

/**
 * Rests for as long as this process worked since the last rest, or for a share of that. The embedded database and the sandbox answer without
 * ever leaving the thread, so without rests pages would wait until a whole history is stored.
 */
export async function giveWay(): Promise<void> {
  const { user, system } = process.cpuUsage(since);
  await pause(Math.min(mostMs, (rest.share * (user + system)) / 1000));
  since = process.cpuUsage();
}
