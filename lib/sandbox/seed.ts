import "server-only";
import { type Clock, dayMs, formatInstant } from "./clock";
import { toId, toUuid } from "./random";
import type { GrantedWorkspaceRole } from "./records";
import { seedActivities } from "./seed-activities";
import { seedKeys } from "./seed-keys";
import { seedInvites, seedLeavers, seedMembers, seedUsers, toUserId } from "./seed-people";
import { seedSpendLimits, seedWorkspaces, toWorkspaceId } from "./seed-workspaces";
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

type Seed = {
  salt: string;
  name: string;
  description?: string;
  ageDays: number;
  places?: [workspace: string, role: GrantedWorkspaceRole][];
  archivedDaysAgo?: number;
};

const seeds: readonly Seed[] = [
  {
    salt: "checkout-batch",
    name: "checkout-batch",
    description: "Nightly order summaries",
    ageDays: 430,
    places: [["Checkout – prod", "workspace_developer"]],
  },
  {
    salt: "checkout-fraud-agent",
    name: "checkout-fraud-agent",
    ageDays: 215,
    places: [
      ["Checkout – prod", "workspace_developer"],
      ["Checkout – staging", "workspace_developer"],
    ],
  },
  { salt: "deployer", name: "deployer", description: "Creates keys for new agents", ageDays: 300 },
  { salt: "churn-model", name: "churn-model", ageDays: 262, places: [["Data science", "workspace_user"]] },
  { salt: "llm-gateway", name: "llm-gateway", description: "Internal proxy", ageDays: 120 },
  {
    salt: "federated",
    name: "ci-pipeline",
    description: "Signs in by federation; has no key",
    ageDays: 190,
    places: [["Internal tools", "workspace_developer"]],
  },
  { salt: "retired", name: "old-importer", ageDays: 600, archivedDaysAgo: 200 },
];

function seedServiceAccounts(store: Store): void {
  const by = toUserId(store, "siobhan.oneill");
  const at = (daysAgo: number) => formatInstant((store.timeline.anchorDay - daysAgo) * dayMs);
  for (const { salt, name, description, ageDays, places = [], archivedDaysAgo } of seeds) {
    const id = toId("svac", store.seed, salt);
    const isArchived = archivedDaysAgo !== undefined;
    store.serviceAccounts.put({
      id,
      type: "service_account",
      name,
      description: description ?? null,
      organization_role: salt === "deployer" ? "admin" : "developer",
      created_at: at(ageDays),
      created_by_actor_id: by,
      updated_at: at(isArchived ? archivedDaysAgo : ageDays),
      updated_by_actor_id: by,
      archived_at: isArchived ? at(archivedDaysAgo) : null,
      archived_by_actor_id: isArchived ? by : null,
    });
    store.serviceAccountPlaces.set(
      id,
      places.map(([workspace, role]) => ({ workspaceId: toWorkspaceId(store, workspace), role })),
    );
  }
}
