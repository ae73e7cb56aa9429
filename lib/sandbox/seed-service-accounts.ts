import "server-only";
import { dayMs, formatInstant } from "./clock";
import { toId } from "./random";
import type { GrantedWorkspaceRole } from "./records";
import { toUserId } from "./seed-people";
import { toWorkspaceId } from "./seed-workspaces";
import type { Store } from "./store";

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

export function seedServiceAccounts(store: Store): void {
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
