import { toId } from "@/lib/sandbox/random";
import type { Store } from "@/lib/sandbox/store";

export const largeCounts = {
  users: 10_000,
  invites: 3_000,
  workspaces: 300,
  keys: 5_000,
  keysInUse: 900,
  memberships: 40_000,
  coders: 3_000,
};
export type LargeCounts = typeof largeCounts;

/** More people without more reports, to measure lists separately. */
export const hugeCounts: LargeCounts = { ...largeCounts, users: 50_000, memberships: 200_000 };

export const liveTeams = 97;
export const workingTeams = 53;

export function toTeamName(index: number): string {
  return `Team ${String(index).padStart(3, "0")}`;
}

export function toLargeUserId(store: Store, index: number): string {
  return toId("user", store.seed, "large", index);
}
