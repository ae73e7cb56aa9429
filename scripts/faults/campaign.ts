import type { Installation } from "./installation";

/** Returns what went wrong besides what every store is checked for. */
export type Campaign = (
  installation: Installation,
  given: { seed: number; kills: number },
) => Promise<string[]>;
