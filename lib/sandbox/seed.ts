import "server-only";
import type { Clock } from "./clock";
import { toId, toUuid } from "./random";
import { seedActivities } from "./seed-activities";
import { seedKeys } from "./seed-keys";
import { seedInvites, seedLeavers, seedMembers, seedUsers } from "./seed-people";
import { seedServiceAccounts } from "./seed-service-accounts";
import { seedSpendLimits, seedWorkspaces } from "./seed-workspaces";
import { createStore, type Store } from "./store";
import { toTimeline } from "./timeline";

export type Plan = { size: string; name: string; fill: (store: Store) => void };
export const smallPlan: Plan = { size: "small", name: "Northwind Labs", fill: seedSmall };

/** Dates are relative to the start, so that it is believable on any day. */
export function createOrganization(seed: number, { size, name, fill }: Plan, now: Clock): Store {
  const timeline = toTimeline(now().getTime());
  const store = createStore({
    seed,
    now,
    timeline,
    organization: { id: toUuid("organization", seed, size), type: "organization", name },
    defaultWorkspaceId: toId("wrkspc", seed, "default"),
  });
  fill(store);
  seedActivities(store);
  return store;
}

function seedSmall(store: Store): void {
  seedUsers(store);
  seedLeavers(store);
  seedWorkspaces(store);
  seedMembers(store);
  seedInvites(store);
  seedKeys(store);
  seedSpendLimits(store);
  seedServiceAccounts(store);
}
