import "server-only";
import type { DayRange } from "@/lib/core/format/calendar";

/** How long a report is read before another one may be more urgent. */
const turnMs = 10_000;

/** Windows for the same turn, and what ends it early: a stop, or another server that leads. */
export type Rest = { windows: readonly DayRange[]; signal?: AbortSignal };

/** A history is read in turns, not window by window, so that the next one is requested while the last one is written. */
export function startTurn(signal?: AbortSignal): { isOver: () => boolean } {
  const endsAtMs = performance.now() + turnMs;
  return { isOver: () => signal?.aborted === true || performance.now() >= endsAtMs };
}
