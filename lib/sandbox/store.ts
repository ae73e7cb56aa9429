import "server-only";
import { type Clock, dayMs, formatInstant } from "./clock";
import type { Eras } from "./eras";
import { toId, toLetters } from "./random";
import type {
  ApiKey,
  GrantedWorkspaceRole,
  Invite,
  KeylessSource,
  KeyRecord,
  Load,
  SpendLimit,
  User,
  Workspace,
} from "./records";
import { Table } from "./table";

/** An override of one limiter in one workspace, under `workspace rateLimit type`. */
type Overrides = Map<string, number>;

export type Store = {
  seed: number;
  now: Clock;
  eras: Eras;
  organization: { id: string; type: "organization"; name: string };
  defaultWorkspaceId: string;
  users: Table<User>;
  /** Former members: reports still name them. */
  departed: Map<string, User>;
  invites: Table<Invite>;
  workspaces: Table<Workspace>;
  /** Explicit grants only: workspace id → user id → role. */
  grants: Map<string, Map<string, GrantedWorkspaceRole>>;
  keys: Table<KeyRecord>;
  keyless: KeylessSource[];
  spendLimits: Table<SpendLimit>;
  overrides: Overrides;
  /** Grows with every change that may move traffic. */
  revision: number;
  /** Numbers the records made after the start, for their ids. */
  serial: number;
};

export function createStore(
  start: Pick<Store, "seed" | "now" | "eras" | "organization" | "defaultWorkspaceId">,
): Store {
  return {
    ...start,
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
    spendLimits: new Table<SpendLimit>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    overrides: new Map(),
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

export function addUser(store: Store, given: Partial<Pick<User, "email" | "name" | "role">> = {}): User {
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

/** Removes a member with their grants; keys that act as the member end, classic keys go on. */
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
  return addUser(store, { email: invite.email, name: "", role: invite.role });
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
  return key;
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
