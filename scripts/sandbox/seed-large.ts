import { dayMs, formatInstant, hourMs } from "@/lib/sandbox/clock";
import { grantWorkspaceRole } from "@/lib/sandbox/grants";
import { hash, pickFrom, toId } from "@/lib/sandbox/random";
import { grantedWorkspaceRoles, type OrgRole } from "@/lib/sandbox/records";
import { seedWorkspaces, toWorkspaceId } from "@/lib/sandbox/seed-workspaces";
import type { Store } from "@/lib/sandbox/store";
import { type LargeCounts, toLargeUserId, toTeamName } from "./large-names";
import { seedLargeKeys } from "./seed-large-keys";

export function seedLarge(store: Store, counts: LargeCounts): void {
  seedLargeWorkspaces(store, counts);
  for (let index = 0; index < counts.users; index++) putUser(store, index);
  for (let index = 0; index < counts.invites; index++) putInvite(store, index);
  seedLargeKeys(store, counts);
  for (let index = 0; index < counts.memberships; index++) putMembership(store, counts, index);
}

/** Default, Claude Code, 97 other live ones (the vendor's cap is 100), and the archived rest. */
function seedLargeWorkspaces(store: Store, counts: LargeCounts): void {
  seedWorkspaces(store, [
    { name: "Default", color: "#6B7280", ageDays: 760 },
    { name: "Claude Code", color: "#D97757", ageDays: 520 },
  ]);
  for (let index = 2; index < counts.workspaces; index++) {
    const color = `#${hash(store.seed, "color", index).toString(16).padStart(8, "0").slice(0, 6).toUpperCase()}`;
    const archived = index >= 99 ? { archivedDaysAgo: 20 + (index % 300) } : {};
    const ageDays = 430 + (index % 300);
    seedWorkspaces(store, [
      { name: toTeamName(index), color, ageDays, tags: { team: String(index) }, ...archived },
    ]);
  }
}

const givenNames = [
  "Ana",
  "Bjørn",
  "Chloé",
  "Dmytro",
  "Élodie",
  "Fatima",
  "Goran",
  "Hiroshi",
  "Ílker",
  "João",
] as const;
const familyNames = [
  "Åkesson",
  "Brânză",
  "Çelik",
  "Đorđević",
  "Eklund",
  "Fernández",
  "Größler",
  "Hȯrn",
  "Ivanov",
  "Jiří",
] as const;

function toRole(index: number): OrgRole {
  if (index < 6) return "admin";
  if (index < 10) return "billing";
  return pickFrom(["user", "developer", "developer", "claude_code_user"], index);
}

function putUser(store: Store, index: number): void {
  store.users.put({
    id: toLargeUserId(store, index),
    type: "user",
    email: `person-${index}@worldwide.example`,
    name: `${pickFrom(givenNames, index, 1)} ${pickFrom(familyNames, index, 2)} ${index}`,
    role: toRole(index),
    added_at: formatInstant((store.timeline.anchorDay - 740) * dayMs + index * 1.7 * hourMs),
  });
}

function putInvite(store: Store, index: number): void {
  const sent = store.now().getTime() - (index + 1) * 4 * hourMs;
  const isRecent = index < 120;
  const status = isRecent ? "pending" : index % 3 === 0 ? "expired" : "accepted";
  store.invites.put({
    id: toId("invite", store.seed, "large", index),
    type: "invite",
    email: `invitee-${index}@worldwide.example`,
    role: pickFrom(["user", "developer", "claude_code_user"], index),
    status,
    invited_at: formatInstant(sent),
    expires_at: formatInstant(sent + 21 * dayMs),
    accepted_at: status === "accepted" ? formatInstant(sent + dayMs) : null,
    rbac_group_ids: [],
  });
}

function putMembership(store: Store, counts: LargeCounts, index: number): void {
  const user = index % counts.users;
  const turn = Math.floor(index / counts.users);
  const workspace = toTeamName(2 + ((user + turn * 71) % (counts.workspaces - 2)));
  const role = pickFrom(grantedWorkspaceRoles, store.seed, "role", index);
  grantWorkspaceRole(store, toWorkspaceId(store, workspace), toLargeUserId(store, user), role);
}
