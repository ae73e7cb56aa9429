import "server-only";
import { toDay } from "./clock";

/** The turning points of the made-up history, in days since 1970. */
export type Eras = { anchorDay: number; migrationDay: number; spikeDay: number };

/**
 * Anchored to four-week blocks, so that a restart within the block tells the same history,
 * and on any day the spike and the migration are recent.
 */
export function toEras(startMs: number): Eras {
  const today = toDay(startMs);
  const anchorDay = today - (today % 28);
  return { anchorDay, migrationDay: anchorDay - 130, spikeDay: anchorDay - 9 };
}
