import "server-only";

/** How long a report is read before another one may be more urgent. */
const turnMs = 10_000;

/** A history is read in turns, not window by window, so that the next one is requested while the last one is written. */
export function startTurn(): { isOver: () => boolean } {
  const endsAtMs = performance.now() + turnMs;
  return { isOver: () => performance.now() >= endsAtMs };
}
