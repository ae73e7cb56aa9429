import "server-only";
import { toDay } from "./clock";

export type Timeline = { anchorDay: number; migrationDay: number; spikeDay: number };

/**
 * Anchored to four-week blocks, so that a restart within a block has the same history, and the spike and migration are
 * always recent.
 */
export function toTimeline(startMs: number): Timeline {
  const today = toDay(startMs);
  const anchorDay = today - (today % 28);
  return { anchorDay, migrationDay: anchorDay - 130, spikeDay: anchorDay - 9 };
}
