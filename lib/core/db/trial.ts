import "server-only";
import { processSingleton } from "@/lib/core/process/process-singleton";

/** Counts sandbox resets in this process: what started before one must not be sent after it. */
const trial = () => processSingleton("trial", () => ({ number: 1 }));

export function currentTrial(): number {
  return trial().number;
}

export function beginTrial(): void {
  trial().number += 1;
}
