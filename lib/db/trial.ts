import "server-only";
import { once } from "@/lib/once";

/** Counts sandbox resets in this process: what started before one must not be sent after it. */
const trial = () => once("trial", () => ({ number: 1 }));

export function currentTrial(): number {
  return trial().number;
}

export function beginTrial(): void {
  trial().number += 1;
}
