import "server-only";
import { dayMs, formatInstant, hourMs } from "./clock";
import { grantWorkspaceRole } from "./grants";
import { hash, pickFrom, toId, toLetters, toRatio, toWhole } from "./random";
import { type ApiKey, grantedWorkspaceRoles, type OrgRole } from "./records";
import { seedWorkspaces, toWorkspaceId } from "./seed-workspaces";
import type { Store } from "./store";

export const largeCounts = {
  users: 10_000,
  invites: 3_000,
  workspaces: 300,
  keys: 5_000,
  memberships: 40_000,
};

/** The directory is made at once; reports are made for the day that is asked for. */
export function seedLarge(store: Store): void {
  seedLargeWorkspaces(store);
  for (let index = 0; index < largeCounts.users; index++) putUser(store, index);
  for (let index = 0; index < largeCounts.invites; index++) putInvite(store, index);
  for (let index = 0; index < largeCounts.keys; index++) putKey(store, index);
  for (let index = 0; index < largeCounts.memberships; index++) putMembership(store, index);
}

/** Default, Claude Code, 97 other live ones (the vendor's cap is 100) and the archived rest. */
function seedLargeWorkspaces(store: Store): void {
  seedWorkspaces(store, [
    { name: "Default", color: "#6B7280", ageDays: 760 },
    { name: "Claude Code", color: "#D97757", ageDays: 520 },
  ]);
  for (let index = 2; index < largeCounts.workspaces; index++) {
    const color = `#${hash(store.seed, "color", index).toString(16).padStart(8, "0").slice(0, 6).toUpperCase()}`;
    const archived = index >= 99 ? { archivedDaysAgo: 20 + (index % 300) } : {};
    const ageDays = 430 + (index % 300);
    seedWorkspaces(store, [
      { name: toTeamName(index), color, ageDays, tags: { team: String(index) }, ...archived },
    ]);
  }
}

function toTeamName(index: number): string {
  return `Team ${String(index).padStart(3, "0")}`;
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
    added_at: formatInstant((store.eras.anchorDay - 740) * dayMs + index * 1.7 * hourMs),
  });
}

function toLargeUserId(store: Store, index: number): string {
  return toId("user", store.seed, "large", index);
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

const profiles = ["app", "batch", "agent", "analysis"] as const;

function putKey(store: Store, index: number): void {
  const id = toId("apikey", store.seed, "large", index);
  const workspace = index % 7 === 0 ? "Claude Code" : toTeamName(2 + (index % 97));
  const isCode = workspace === "Claude Code";
  const by = toLargeUserId(store, toWhole(60, largeCounts.users - 1, store.seed, "by", index));
  const created = (store.eras.anchorDay - 410 - (index % 300)) * dayMs + (hash(id) % dayMs);
  const isStopped = index % 25 === 0;
  const key: ApiKey = {
    id,
    type: "api_key",
    name: isCode ? `claude_code_key_${index}` : `service-${index}`,
    status: isStopped ? "inactive" : "active",
    created_at: formatInstant(created),
    created_by: { id: by, type: "user" },
    expires_at: null,
    partial_key_hint: `sk-ant-api03-${toLetters(3, id)}...${toLetters(4, id, "end")}`,
    principal: isCode ? { type: "user_actor", user_id: by } : null,
    scope: { type: "workspace", workspace_id: toWorkspaceId(store, workspace) },
  };
  const profile = isCode ? "code" : pickFrom(profiles, store.seed, "profile", index);
  const kilotokens = Math.round(10 + 400 * toRatio(store.seed, "load", index) ** 4);
  const to = isStopped ? (store.eras.anchorDay - 30 - (index % 200)) * dayMs : null;
  store.keys.put({
    key,
    spans: [{ from: created, to }],
    load: { profile, kilotokens, inferenceGeo: "global" },
  });
}

/** Four teams for every person: 40,000 memberships over 10,000 people. */
function putMembership(store: Store, index: number): void {
  const user = index % largeCounts.users;
  const turn = Math.floor(index / largeCounts.users);
  const workspace = toTeamName(2 + ((user + turn * 71) % (largeCounts.workspaces - 2)));
  const role = pickFrom(grantedWorkspaceRoles, store.seed, "role", index);
  grantWorkspaceRole(store, toWorkspaceId(store, workspace), toLargeUserId(store, user), role);
}
