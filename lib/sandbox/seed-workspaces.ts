import "server-only";
import { dayMs, formatInstant } from "./clock";
import { hash, toId, toUuid } from "./random";
import type { InferenceGeo, Workspace } from "./records";
import type { Store } from "./store";

export type WorkspaceSeed = {
  name: string;
  color: string;
  ageDays: number;
  archivedDaysAgo?: number;
  tags?: Record<string, string>;
  geo?: InferenceGeo;
  retention?: string;
  hasOwnKey?: boolean;
};

const ordinary: readonly WorkspaceSeed[] = [
  { name: "Default", color: "#6B7280", ageDays: 760 },
  { name: "Claude Code", color: "#D97757", ageDays: 520 },
  {
    name: "Checkout – prod",
    color: "#2F7D5B",
    ageDays: 700,
    tags: { cost_center: "4410", env: "prod" },
    geo: "us",
    hasOwnKey: true,
    retention: "zero_data_retention",
  },
  {
    name: "Checkout – staging",
    color: "#7FB69B",
    ageDays: 690,
    tags: { cost_center: "4410", env: "staging" },
  },
  { name: "Support assistant", color: "#3B6FB6", ageDays: 610, tags: { cost_center: "5120", env: "prod" } },
  { name: "Search & ranking", color: "#8A5BB5", ageDays: 470, tags: { cost_center: "4480" } },
  { name: "Data science", color: "#B5853B", ageDays: 430, tags: { cost_center: "6600", owner: "analytics" } },
  { name: "Internal tools", color: "#4A5568", ageDays: 350 },
  { name: "Legacy chatbot", color: "#9B2C2C", ageDays: 755, archivedDaysAgo: 96, tags: { env: "retired" } },
];

export function toWorkspaceId(store: Store, name: string): string {
  return name === "Default" ? store.defaultWorkspaceId : toId("wrkspc", store.seed, name);
}

export function seedWorkspaces(store: Store, seeds: readonly WorkspaceSeed[] = ordinary): void {
  for (const seed of seeds) store.workspaces.put(toWorkspace(store, seed));
}

function toWorkspace(store: Store, seed: WorkspaceSeed): Workspace {
  const salt = hash(store.seed, seed.name);
  const at = (daysAgo: number) =>
    formatInstant((store.timeline.anchorDay - daysAgo) * dayMs + (salt % dayMs) / 2);
  return {
    id: toWorkspaceId(store, seed.name),
    type: "workspace",
    name: seed.name,
    display_color: seed.color,
    created_at: at(seed.ageDays + 1),
    archived_at: seed.archivedDaysAgo === undefined ? null : at(seed.archivedDaysAgo),
    data_residency: {
      workspace_geo: "us",
      default_inference_geo: seed.geo ?? "global",
      allowed_inference_geos: seed.geo ? [seed.geo] : "unrestricted",
    },
    tags: seed.tags ?? {},
    external_key_id: seed.hasOwnKey ? toId("ekey", store.seed, seed.name) : null,
    compartment_id: toUuid("compartment", store.seed, seed.name),
    user_profile_id: null,
    inference_data_retention: { type: seed.retention ?? "default" },
  };
}

export function seedSpendLimits(store: Store): void {
  const limits = [
    { scope: { type: "usage_tier" }, amount: "20000000" },
    { scope: { type: "organization" }, amount: "1500000" },
    { scope: { type: "workspace", workspace_id: toWorkspaceId(store, "Data science") }, amount: "250000" },
    {
      scope: { type: "workspace", workspace_id: toWorkspaceId(store, "Checkout – staging") },
      amount: "40000",
    },
  ] as const;
  for (const [index, { scope, amount }] of limits.entries()) {
    const at = formatInstant((store.timeline.anchorDay - 300 + index * 60) * dayMs);
    store.spendLimits.put({
      id: toId("spl", store.seed, index),
      type: "spend_limit",
      amount,
      currency: "USD",
      period: "monthly",
      scope,
      is_enabled: true,
      created_at: at,
      updated_at: at,
    });
  }
  store.overrides.set(`${toWorkspaceId(store, "Checkout – staging")} sonnet requests_per_minute`, 500);
  store.overrides.set(`${toWorkspaceId(store, "Data science")} opus output_tokens_per_minute`, 40_000);
}
