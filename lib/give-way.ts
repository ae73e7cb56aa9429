import "server-only";
import { setImmediate as untilOthersRan } from "node:timers/promises";

/** Lets requests that wait have their turn. Long work calls it between its parts. */
export async function giveWay(): Promise<void> {
  await untilOthersRan();
}
