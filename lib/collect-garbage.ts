import "server-only";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** V8 collects only when more memory is asked for, so what a sync has left would stay until the next one. Takes about 50 ms. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  // Sound: with the flag, a new context has the function.
  const collect = runInNewContext("gc") as () => void;
  collect();
}
