import "server-only";
import type { FamilyShare, Profile } from "./profiles";

export const orgRoles = [
  "user",
  "claude_code_user",
  "developer",
  "billing",
  "admin",
  "owner",
  "primary_owner",
  "membership_admin",
  "managed",
] as const;
export type OrgRole = (typeof orgRoles)[number];

/** Each kind has its own roles, and a Claude Enterprise organization lacks much of the Admin API. */
export const organizationKinds = ["console", "enterprise"] as const;
export type OrganizationKind = (typeof organizationKinds)[number];
export const assignableRoles: Record<OrganizationKind, readonly OrgRole[]> = {
  console: ["user", "developer", "billing", "claude_code_user"],
  enterprise: ["user", "managed"],
};

export function isAdminType(role: OrgRole): boolean {
  return ["admin", "owner", "primary_owner", "membership_admin"].includes(role);
}

export type User = { id: string; type: "user"; email: string; name: string; role: OrgRole; added_at: string };

export const listedInviteStatuses = ["pending", "accepted", "expired"] as const;
export type Invite = {
  id: string;
  type: "invite";
  email: string;
  role: OrgRole;
  status: (typeof listedInviteStatuses)[number] | "deleted";
  invited_at: string;
  expires_at: string;
  accepted_at: string | null;
  rbac_group_ids: string[];
};

export type InferenceGeo = "global" | "us";
export type Workspace = {
  id: string;
  type: "workspace";
  name: string;
  display_color: string;
  created_at: string;
  archived_at: string | null;
  data_residency: {
    workspace_geo: "us";
    default_inference_geo: InferenceGeo;
    allowed_inference_geos: "unrestricted" | InferenceGeo[];
  };
  tags: Record<string, string>;
  external_key_id: string | null;
  compartment_id: string;
  user_profile_id: string | null;
  inference_data_retention: { type: string };
};

export const grantedWorkspaceRoles = [
  "workspace_user",
  "workspace_restricted_developer",
  "workspace_developer",
  "workspace_admin",
] as const;
export type GrantedWorkspaceRole = (typeof grantedWorkspaceRoles)[number];
export type WorkspaceMember = {
  type: "workspace_member";
  user_id: string;
  workspace_id: string;
  workspace_role: GrantedWorkspaceRole | "workspace_billing";
};

export type KeyPrincipal =
  | { type: "user_actor"; user_id: string }
  | { type: "service_account_actor"; service_account_id: string };
export const keyStatuses = ["active", "inactive", "archived", "expired"] as const;
export type ApiKey = {
  id: string;
  type: "api_key";
  name: string;
  status: (typeof keyStatuses)[number];
  created_at: string;
  created_by: { id: string; type: "user" | "service_account" } | null;
  expires_at: string | null;
  partial_key_hint: string | null;
  principal: KeyPrincipal | null;
  scope: { type: "workspace"; workspace_id: string } | { type: "organization" };
};

/** In milliseconds; `to` is null while the key carries traffic. */
export type LiveSpan = { from: number; to: number | null };
export type KeyRecord = { key: ApiKey; spans: LiveSpan[]; load: Load };

export type Load = {
  profile: Profile;
  kilotokens: number;
  inferenceGeo: InferenceGeo;
  way?: Way;
};

export type Way = {
  presence: number;
  places: number;
  families: readonly FamilyShare[];
};

/** Traffic without a key: a person's Console playground or a service account's federated requests. */
export type KeylessSource = {
  id: string;
  load: Load;
  spans: LiveSpan[];
  workspaceId: string | null;
  accountId: string | null;
  serviceAccountId: string | null;
};

export const spendPeriods = ["monthly", "weekly", "daily"] as const;

export type SpendScope =
  | { type: "organization" }
  | { type: "workspace"; workspace_id: string }
  | { type: "usage_tier" }
  | { type: "user"; user_id: string }
  | { type: "seat_tier"; seat_tier: string }
  | { type: "rbac_group"; rbac_group_id: string }
  | { type: "organization_service"; service: string };

export type SpendLimit = {
  id: string;
  type: "spend_limit";
  amount: string | null;
  currency: string;
  period: (typeof spendPeriods)[number];
  scope: SpendScope | { type: `future_${string}`; [field: string]: string };
  is_enabled: boolean;
  created_at: string;
  updated_at: string;
};

/** An identity that isn't a person. Only OAuth tokens may read it. */
export type ServiceAccount = {
  id: string;
  type: "service_account";
  name: string;
  description: string | null;
  organization_role: "developer" | "admin";
  created_at: string;
  created_by_actor_id: string | null;
  updated_at: string;
  updated_by_actor_id: string | null;
  archived_at: string | null;
  archived_by_actor_id: string | null;
};
export type ServiceAccountPlace = { workspaceId: string; role: GrantedWorkspaceRole };
