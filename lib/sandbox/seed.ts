import "server-only";
import { type Clock, formatInstant, hourMs } from "./clock";
import { hugeCounts, largeCounts } from "./large-names";
import { toId, toUuid } from "./random";
import { seedActivities } from "./seed-activities";
import { seedKeys } from "./seed-keys";
import { seedLarge } from "./seed-large";
import { seedInvites, seedLeavers, seedMembers, seedUsers } from "./seed-people";
import { seedServiceAccounts } from "./seed-service-accounts";
import { seedSpendLimits, seedWorkspaces } from "./seed-workspaces";
import { createStore, type Store } from "./store";
import { toTimeline } from "./timeline";

export const sizes = ["small", "large", "huge", "empty"] as const;
export type Size = (typeof sizes)[number];

/** Dates are relative to the start, so that it is believable on any day. */
export function createOrganization(seed: number, size: Size, now: Clock): Store {
  const timeline = toTimeline(now().getTime());
  const store = createStore({
    seed,
    now,
    timeline,
    organization: { id: toUuid("organization", seed, size), type: "organization", name: names[size] },
    defaultWorkspaceId: toId("wrkspc", seed, "default"),
  });
  if (size === "empty") seedEmpty(store);
  else if (size === "large") seedLarge(store, largeCounts);
  else if (size === "huge") seedLarge(store, hugeCounts);
  else seedSmall(store);
  seedActivities(store);
  return store;
}

const names: Record<Size, string> = {
  small: "Northwind Labs",
  large: "Northwind Worldwide",
  huge: "Northwind Galactic",
  empty: "Fresh Start",
};

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

function seedEmpty(store: Store): void {
  seedDefaultOnly(store);
  store.users.put({
    id: toId("user", store.seed, "founder"),
    type: "user",
    email: "founder@freshstart.example",
    name: "Founder",
    role: "admin",
    added_at: formatInstant(store.now().getTime() - hourMs),
  });
}

function seedDefaultOnly(store: Store): void {
  seedWorkspaces(store, [{ name: "Default", color: "#6B7280", ageDays: 0 }]);
}
