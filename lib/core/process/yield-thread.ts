import "server-only";
import { setImmediate as untilOthersRan } from "node:timers/promises";

/** Lets waiting requests run; long work calls it between its parts. */
export async function yieldThread(): Promise<void> {
  await untilOthersRan();
}
