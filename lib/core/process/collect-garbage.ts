import "server-only";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** A collection stops everything for about 50 ms, so that little garbage is left alone. */
const worthBytes = 30_000_000;
let leftBytes = 0;

/** V8 collects only when more memory is asked for, so the garbage of a sync would stay until the next one. */
export function collectGarbage(): void {
  const heldBytes = countHeldBytes();
  // Buffers are freed in another thread, after a collection has returned.
  leftBytes = Math.min(leftBytes, heldBytes);
  if (heldBytes < leftBytes + worthBytes) return;
  setFlagsFromString("--expose-gc");
  // Sound: with the flag, a new context has the function.
  const collect = runInNewContext("gc") as () => void;
  collect();
  leftBytes = countHeldBytes();
}

function countHeldBytes(): number {
  const { heapTotal, external } = process.memoryUsage();
  return heapTotal + external;
}
