import "server-only";
import { dayMs, formatInstant, hourMs } from "./clock";
import { grantWorkspaceRole } from "./grants";
import { leavers, people } from "./people";
import { personas } from "./personas";
import { hash, toId } from "./random";
import type { GrantedWorkspaceRole, Invite, OrgRole, User } from "./records";
import { toWorkspaceId } from "./seed-workspaces";
import type { Store } from "./store";

const domain = "northwind.example";

export function toUserId(store: Store, local: string): string {
  return toId("user", store.seed, local);
}

export function seedUsers(store: Store): void {
  for (const index of people.keys()) store.users.put(toSeededUser(store, index));
}

export function toSeededUser(store: Store, index: number): User {
  const [name, local, role] = people[index] ?? ["", "", "user"];
  const daysAgo = Math.max(2, 740 - index * 16);
  const salt = hash(store.seed, local) % (12 * hourMs);
  return {
    id: toUserId(store, local),
    type: "user",
    email: `${local}@${domain}`,
    name,
    role,
    added_at: formatInstant((store.timeline.anchorDay - daysAgo) * dayMs + 7 * hourMs + salt),
  };
}

export function seedLeavers(store: Store): void {
  for (const local of leavers) {
    const id = toUserId(store, local);
    const added_at = formatInstant((store.timeline.anchorDay - 755) * dayMs);
    store.departed.set(id, {
      id,
      type: "user",
      email: `${local}@${domain}`,
      name: "",
      role: "developer",
      added_at,
    });
  }
}

const teams: Record<string, GrantedWorkspaceRole> = {
  "Checkout – prod": "workspace_developer",
  "Checkout – staging": "workspace_developer",
  "Support assistant": "workspace_developer",
  "Search & ranking": "workspace_restricted_developer",
  "Data science": "workspace_developer",
  "Internal tools": "workspace_user",
  "Legacy chatbot": "workspace_user",
};

type SeededGrant = { workspaceId: string; userId: string; role: GrantedWorkspaceRole };

export function seedMembers(store: Store): void {
  for (const { workspaceId, userId, role } of listSeededGrants(store))
    grantWorkspaceRole(store, workspaceId, userId, role);
}

/** Everyone except admins, billing, and the newcomer is in one to three teams; the lead runs two. */
export function listSeededGrants(store: Store): SeededGrant[] {
  const found = people.flatMap(([, local, role], index) => listTeams(local, role, index));
  const [lead = ""] = personas.lead.split("@");
  const admins = [
    ["Checkout – prod", lead],
    ["Checkout – staging", lead],
    ["Support assistant", "hanh.nguyen"],
    ["Data science", "chidinma.okonkwo"],
  ] as const;
  const led = admins.map(([workspace, local]) => ({ workspace, local, role: "workspace_admin" as const }));
  return [...found, ...led].map(({ workspace, local, role }) => ({
    workspaceId: toWorkspaceId(store, workspace),
    userId: toUserId(store, local),
    role,
  }));
}

type Team = { workspace: string; local: string; role: GrantedWorkspaceRole };

function listTeams(local: string, role: OrgRole, index: number): Team[] {
  if (local === "eve.newcomer" || !["user", "developer", "claude_code_user"].includes(role)) return [];
  const names = Object.keys(teams);
  const found: Team[] = isCodingWithClaude(role, index)
    ? [{ workspace: "Claude Code", local, role: "workspace_user" }]
    : [];
  for (let turn = 0; turn <= index % 3; turn++) {
    const workspace = names[(index * 2 + turn * 3) % names.length] ?? "Internal tools";
    const usual = teams[workspace] ?? "workspace_user";
    found.push({ workspace, local, role: role === "developer" ? usual : "workspace_user" });
  }
  return found;
}

export function isCodingWithClaude(role: OrgRole, index: number): boolean {
  return role === "claude_code_user" || (role === "developer" && index % 3 === 1);
}

type InviteSeed = { local: string; role: OrgRole; hoursAgo: number; outcome?: "accepted" | "expired" };

/** One was sent 21 days and three hours ago: overdue, but still pending. */
const inviteSeeds: readonly InviteSeed[] = [
  { local: "noah.andersson", role: "developer", hoursAgo: 5 },
  { local: "laila.haddad", role: "user", hoursAgo: 52 },
  { local: "viktor.hansen", role: "claude_code_user", hoursAgo: 9 * 24 },
  { local: "mei.chen", role: "billing", hoursAgo: 20 * 24 - 6 },
  { local: "late.reply", role: "developer", hoursAgo: 21 * 24 + 3 },
  { local: "jonas.becker", role: "developer", hoursAgo: 40 * 24, outcome: "expired" },
  { local: "ana.silva", role: "user", hoursAgo: 77 * 24, outcome: "expired" },
  { local: "sam.o'connor", role: "user", hoursAgo: 140 * 24, outcome: "expired" },
  { local: "eve.newcomer", role: "user", hoursAgo: 36 * 24, outcome: "accepted" },
  { local: "petra.mueller", role: "user", hoursAgo: 48 * 24, outcome: "accepted" },
  { local: "yusuf.demir", role: "claude_code_user", hoursAgo: 220 * 24, outcome: "accepted" },
];

export function seedInvites(store: Store): void {
  const now = store.now().getTime();
  for (const { local, role, hoursAgo, outcome } of inviteSeeds) {
    const sent = now - hoursAgo * hourMs;
    const invite: Invite = {
      id: toId("invite", store.seed, local),
      type: "invite",
      email: `${local}@${domain}`,
      role,
      status: outcome ?? "pending",
      invited_at: formatInstant(sent),
      expires_at: formatInstant(sent + 21 * dayMs),
      accepted_at: outcome === "accepted" ? formatInstant(sent + 2 * dayMs) : null,
      rbac_group_ids: [],
    };
    store.invites.put(invite);
  }
}
