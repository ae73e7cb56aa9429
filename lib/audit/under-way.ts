import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { once } from "@/lib/once";

/** An act whose outcome is still to come. */
type Open = { isExport: boolean; abandon: () => Promise<void> };

/** As long as the Admin API may take over one write, and over the question what became of it. */
export const longestWriteMs = 35_000;
const pollMs = 50;

const underWay = () => once("audit-entries-under-way", () => new Set<Open>());

export function noteOpened(entry: Open): void {
  underWay().add(entry);
}

export function noteEnded(entry: Open): void {
  underWay().delete(entry);
}

/** For the stop of the server: resolves when every write has its outcome, or when the time is over. */
export async function waitForWrites(waitMs = longestWriteMs): Promise<void> {
  await waitUntil(() => ![...underWay()].some(({ isExport }) => !isExport), waitMs);
}

/** Last of all: gives an outcome to what got none in time, exports that were cut off included. */
export async function endAll(waitMs: number): Promise<void> {
  await waitUntil(() => underWay().size === 0, waitMs);
  for (const entry of [...underWay()]) await entry.abandon();
}

async function waitUntil(isDone: () => boolean, waitMs: number): Promise<void> {
  for (const until = performance.now() + waitMs; !isDone() && performance.now() < until; )
    await pause(pollMs);
}
