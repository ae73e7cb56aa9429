import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { processSingleton } from "@/lib/core/process/process-singleton";

type Open = { isExport: boolean; abandon: () => Promise<void> };

/** How long the Admin API may take for one write and for checking its outcome. */
export const maxWriteMs = 35_000;
const pollMs = 50;

const underWay = () => processSingleton("audit-entries-under-way", () => new Set<Open>());

export function noteOpened(entry: Open): void {
  underWay().add(entry);
}

export function noteEnded(entry: Open): void {
  underWay().delete(entry);
}

/** At shutdown: resolves when every write has its outcome or the time is up. */
export async function waitForWrites(waitMs = maxWriteMs): Promise<void> {
  await waitUntil(() => ![...underWay()].some(({ isExport }) => !isExport), waitMs);
}

/** Last step of a shutdown: gives an outcome to everything that has none, including interrupted exports. */
export async function endAll(waitMs: number): Promise<void> {
  await waitUntil(() => underWay().size === 0, waitMs);
  for (const entry of [...underWay()]) await entry.abandon();
}

async function waitUntil(isDone: () => boolean, waitMs: number): Promise<void> {
  for (const until = performance.now() + waitMs; !isDone() && performance.now() < until; )
    await pause(pollMs);
}
