import "server-only";
import { toId } from "./random";
import type { Store } from "./store";

export const largeCounts = {
  users: 10_000,
  invites: 3_000,
  workspaces: 300,
  keys: 5_000,
  keysInUse: 900,
  memberships: 40_000,
  /** People who use Claude Code. */
  coders: 3_000,
};
export type LargeCounts = typeof largeCounts;

/** More people who do no more: what a list of them costs, apart from what their reports cost. */
export const hugeCounts: LargeCounts = { ...largeCounts, users: 50_000, memberships: 200_000 };

/** Live ones, beside Default and Claude Code. */
export const liveTeams = 97;
/** Those of them whose keys are in use. */
export const workingTeams = 53;

export function toTeamName(index: number): string {
  return `Team ${String(index).padStart(3, "0")}`;
}

export function toLargeUserId(store: Store, index: number): string {
  return toId("user", store.seed, "large", index);
}
