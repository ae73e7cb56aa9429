import "server-only";
import { fetchMemberRole, fetchOrganization, fetchWorkspaceRole } from "@/lib/core/auth/gateway";
import { permitFor } from "@/lib/core/auth/test-permit";
import {
  createInviteInOrganization,
  fetchInvite,
  findPendingInvite,
  removeInviteFromOrganization,
} from "@/lib/directory/invites/gateway";
import { fetchApiKey, updateApiKey } from "@/lib/directory/keys/gateway";
import { deleteSpendLimit, setSpendLimit, updateWorkspaceLimits } from "@/lib/directory/limits/gateway";
import {
  fetchKeyStatus,
  fetchMember,
  findMemberByEmail,
  removeMemberFromOrganization,
  updateMemberRole,
} from "@/lib/directory/members/gateway";
import {
  addMembership,
  archiveWorkspaceForEver,
  changeMembershipRole,
  createWorkspaceOnce,
  fetchMembership,
  fetchWorkspace,
  removeMembership,
  updateWorkspaceFields,
} from "@/lib/directory/workspaces/gateway";

export type ObjectReader = {
  corpus: string;
  read: () => Promise<unknown>;
  isWrite?: boolean;
  field?: string;
};

const invites = permitFor("admin", "invites:write");
const keys = permitFor("admin", "keys:write");
const members = permitFor("admin", "members:write");
const workspaces = permitFor("admin", "workspaces:write");
const limits = permitFor("admin", "limits:write");
const memberships = permitFor("admin", "memberships:write");

const place = { workspaceId: "wrkspc_01", userId: "user_01" };
const isWrite = true;
const newInvite = { email: "new@northwind.example", role: "developer" as const, workspaces: [] };
const toChange = { name: "Checkout", displayColor: "#2F7D5B", tags: {} };
const toLimits = {
  workspaceId: "wrkspc_01",
  rateLimitId: "rl_01",
  change: { requests_per_minute: 5 },
  seen: {},
};

const toSpend = {
  subjectId: "organization",
  scope: "organization" as const,
  period: "monthly" as const,
  confirmedSpend: false,
};

export const objectReaders: Record<string, ObjectReader> = {
  fetchOrganization: { corpus: "organization", read: fetchOrganization },
  fetchMember: { corpus: "users", read: () => fetchMember("user_01") },
  fetchMemberRole: { corpus: "users", read: () => fetchMemberRole("user_01"), field: "role" },
  updateMemberRole: { corpus: "users", isWrite, read: () => updateMemberRole(members, "user_01", "user") },
  fetchInvite: { corpus: "invites", read: () => fetchInvite("invite_01") },
  createInviteInOrganization: {
    corpus: "invites",
    isWrite,
    read: () => createInviteInOrganization(invites, newInvite),
  },
  fetchApiKey: { corpus: "api-keys", read: () => fetchApiKey("apikey_01") },
  fetchKeyStatus: {
    corpus: "api-keys",
    read: async () => (await fetchKeyStatus("apikey_01"))?.status,
    field: "status",
  },
  updateApiKey: { corpus: "api-keys", isWrite, read: () => updateApiKey(keys, "apikey_01", { name: "x" }) },
  fetchWorkspace: { corpus: "workspaces", read: () => fetchWorkspace("wrkspc_01") },
  createWorkspaceOnce: {
    corpus: "workspaces",
    isWrite,
    read: () => createWorkspaceOnce(workspaces, { ...toChange, residency: undefined }),
  },
  updateWorkspaceFields: {
    corpus: "workspaces",
    isWrite,
    read: () => updateWorkspaceFields(workspaces, "wrkspc_01", toChange),
  },
  archiveWorkspaceForEver: {
    corpus: "workspaces",
    isWrite,
    read: () => archiveWorkspaceForEver(workspaces, "wrkspc_01"),
  },
  fetchMembership: { corpus: "workspace-members", read: () => fetchMembership(place) },
  fetchWorkspaceRole: {
    corpus: "workspace-members",
    read: () => fetchWorkspaceRole("wrkspc_01", "user_01"),
    field: "workspace_role",
  },
  addMembership: {
    corpus: "workspace-members",
    isWrite,
    read: () => addMembership(memberships, { ...place, role: "workspace_user" }),
  },
  changeMembershipRole: {
    corpus: "workspace-members",
    isWrite,
    read: () => changeMembershipRole(memberships, { ...place, role: "workspace_user" }),
  },
  updateWorkspaceLimits: {
    corpus: "workspace-rate-limits",
    isWrite,
    read: () => updateWorkspaceLimits(workspaces, toLimits),
  },
  setSpendLimit: {
    corpus: "spend-limits",
    isWrite,
    read: () => setSpendLimit(limits, { ...toSpend, cents: "100" }),
  },
};

/** They look for one row of a listing, so an odd row beside it doesn't matter. */
export const finders: Record<string, { corpus: string; find: () => Promise<unknown> }> = {
  findMemberByEmail: { corpus: "users", find: () => findMemberByEmail("INES@northwind.example") },
  findPendingInvite: { corpus: "invites", find: () => findPendingInvite("NEW@northwind.example") },
};

export const removers: Record<string, () => Promise<unknown>> = {
  deleteSpendLimit: () => deleteSpendLimit(limits, "spl_01"),
  removeInviteFromOrganization: () => removeInviteFromOrganization(invites, "invite_01"),
  removeMemberFromOrganization: () => removeMemberFromOrganization(members, "user_01"),
  removeMembership: () => removeMembership(memberships, place),
};
