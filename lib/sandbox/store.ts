import "server-only";
import { type Activity, recordActivity, toConsoleActor, toDirectoryActor, toUserActor } from "./activity-log";
import { type Clock, dayMs, formatInstant } from "./clock";
import { createOauthParts, type OauthParts } from "./oauth-parts";
import { toId, toLetters } from "./random";
import type {
  ApiKey,
  GrantedWorkspaceRole,
  Invite,
  KeylessSource,
  KeyRecord,
  Load,
  OrganizationKind,
  SpendLimit,
  User,
  Workspace,
} from "./records";
import { Table } from "./table";
import type { Timeline } from "./timeline";

export type Store = OauthParts & {
  seed: number;
  now: Clock;
  timeline: Timeline;
  organization: { id: string; type: "organization"; name: string };
  kind: OrganizationKind;
  defaultWorkspaceId: string;
  users: Table<User>;
  departed: Map<string, User>;
  invites: Table<Invite>;
  workspaces: Table<Workspace>;
  grants: Map<string, Map<string, GrantedWorkspaceRole>>;
  keys: Table<KeyRecord>;
  keyless: KeylessSource[];
  spendLimits: Table<SpendLimit>;
  overrides: Map<string, number>;
  activities: Table<Activity>;
  activitySerial: number;
  isComplianceEnabled: boolean;
  revision: number;
  serial: number;
};

export function createStore(
  start: Pick<Store, "seed" | "now" | "timeline" | "organization" | "defaultWorkspaceId">,
): Store {
  return {
    ...start,
    kind: "console",
    users: new Table<User>(
      ({ id }) => id,
      ({ added_at }) => added_at,
    ),
    departed: new Map(),
    invites: new Table<Invite>(
      ({ id }) => id,
      ({ invited_at }) => invited_at,
    ),
    workspaces: new Table<Workspace>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    grants: new Map(),
    keys: new Table<KeyRecord>(
      ({ key }) => key.id,
      ({ key }) => key.created_at,
    ),
    keyless: [],
    ...createOauthParts(),
    spendLimits: new Table<SpendLimit>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    overrides: new Map(),
    activities: new Table<Activity>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    activitySerial: 0,
    isComplianceEnabled: true,
    revision: 0,
    serial: 0,
  };
}

export function toNowText(store: Store): string {
  return formatInstant(store.now().getTime());
}

export function createNextId(store: Store, prefix: string): string {
  store.serial += 1;
  return toId(prefix, "made", store.seed, store.serial);
}

type NewUser = Partial<Pick<User, "email" | "name" | "role">>;

export function addUser(store: Store, given: NewUser = {}): User {
  const user = putUser(store, given);
  const told = { type: "scim_user_created", user_id: user.id };
  recordActivity(store, { at: user.added_at, actor: toDirectoryActor(store), ...told });
  return user;
}

function putUser(store: Store, given: NewUser): User {
  const id = createNextId(store, "user");
  const email = given.email ?? `member-${store.serial}@northwind.example`;
  return store.users.put({
    id,
    type: "user",
    email,
    name: given.name ?? `Member ${store.serial}`,
    role: given.role ?? "developer",
    added_at: toNowText(store),
  });
}

export function removeUser(store: Store, userId: string): void {
  const user = store.users.get(userId);
  if (!user) return;
  store.departed.set(userId, user);
  store.users.remove(userId);
  for (const granted of store.grants.values()) granted.delete(userId);
  for (const { key } of store.keys.list()) {
    const isPersonal = key.principal?.type === "user_actor" && key.principal.user_id === userId;
    if (isPersonal) changeKeyStatus(store, key.id, "archived");
  }
  const now = store.now().getTime();
  for (const source of store.keyless) if (source.accountId === userId) closeSpans(source, now);
  store.revision += 1;
}

export function addInvite(store: Store, email: string, role: Invite["role"]): Invite {
  const now = store.now().getTime();
  return store.invites.put({
    id: createNextId(store, "invite"),
    type: "invite",
    email,
    role,
    status: "pending",
    invited_at: formatInstant(now),
    expires_at: formatInstant(now + 21 * dayMs),
    accepted_at: null,
    rbac_group_ids: [],
  });
}

export function acceptInvite(store: Store, inviteId: string): User | undefined {
  const invite = store.invites.get(inviteId);
  if (invite?.status !== "pending") return undefined;
  store.invites.put({ ...invite, status: "accepted", accepted_at: toNowText(store) });
  const user = putUser(store, { email: invite.email, name: "", role: invite.role });
  const told = { type: "org_user_invite_accepted", invite_id: inviteId };
  recordActivity(store, { at: user.added_at, actor: toUserActor(user), ...told });
  return user;
}

export type NewKey = Partial<Pick<ApiKey, "name" | "created_by" | "expires_at" | "principal" | "scope">> & {
  load?: Partial<Load>;
};

export function addKey(store: Store, given: NewKey = {}): ApiKey {
  const id = createNextId(store, "apikey");
  const { load, ...fields } = given;
  const key: ApiKey = {
    id,
    type: "api_key",
    name: `key-${store.serial}`,
    status: "active",
    created_at: toNowText(store),
    created_by: null,
    expires_at: null,
    partial_key_hint: `sk-ant-api03-${toLetters(3, id)}...${toLetters(4, id, "end")}`,
    principal: null,
    scope: { type: "workspace", workspace_id: store.defaultWorkspaceId },
    ...fields,
  };
  store.keys.put({
    key,
    spans: [{ from: store.now().getTime(), to: null }],
    load: { profile: "app", kilotokens: 40, inferenceGeo: "global", ...load },
  });
  store.revision += 1;
  const maker = store.users.get(key.created_by?.id ?? "");
  const actor = maker ? toUserActor(maker) : toConsoleActor(store);
  recordActivity(store, { at: key.created_at, actor, type: "platform_api_key_created", api_key_id: id });
  return key;
}

export function changeRole(store: Store, user: User, role: User["role"], by?: User): User {
  const changed = store.users.put({ ...user, role });
  recordActivity(store, {
    at: toNowText(store),
    actor: by ? toUserActor(by) : toConsoleActor(store),
    type: "claude_user_role_updated",
    user_id: user.id,
    user_email: user.email,
    previous_role: user.role,
    current_role: role,
  });
  return changed;
}

export function changeKeyStatus(store: Store, keyId: string, status: ApiKey["status"]): void {
  const record = store.keys.get(keyId);
  if (!record || record.key.status === status) return;
  const now = store.now().getTime();
  if (status === "active") record.spans.push({ from: now, to: null });
  else closeSpans(record, now);
  store.keys.put({ ...record, key: { ...record.key, status } });
  store.revision += 1;
}

function closeSpans(record: { spans: { from: number; to: number | null }[] }, now: number): void {
  for (const span of record.spans) span.to ??= now;
}
