import { recordActivity, toConsoleActor, toDirectoryActor, toUserActor } from "@/lib/sandbox/activity-log";
import { toLetters } from "@/lib/sandbox/random";
import type { ApiKey, Load, User } from "@/lib/sandbox/records";
import { createNextId, type Store, toNowText } from "@/lib/sandbox/store";

type NewUser = Partial<Pick<User, "email" | "name" | "role" | "added_at">>;

export function addUser(store: Store, given: NewUser = {}): User {
  const user = putUser(store, given);
  const created = { type: "scim_user_created", user_id: user.id };
  recordActivity(store, { at: user.added_at, actor: toDirectoryActor(store), ...created });
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
    added_at: given.added_at ?? toNowText(store),
  });
}

export function acceptInvite(store: Store, inviteId: string): User | undefined {
  const invite = store.invites.get(inviteId);
  if (invite?.status !== "pending") return undefined;
  store.invites.put({ ...invite, status: "accepted", accepted_at: toNowText(store) });
  const user = putUser(store, { email: invite.email, name: "", role: invite.role });
  const accepted = { type: "org_user_invite_accepted", invite_id: inviteId };
  recordActivity(store, { at: user.added_at, actor: toUserActor(user), ...accepted });
  return user;
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

export type NewKey = Partial<
  Pick<ApiKey, "name" | "created_at" | "created_by" | "expires_at" | "principal" | "scope">
> & {
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
    spans: [{ from: Date.parse(key.created_at), to: null }],
    load: { profile: "app", kilotokens: 40, inferenceGeo: "global", ...load },
  });
  store.revision += 1;
  const maker = store.users.get(key.created_by?.id ?? "");
  const actor = maker ? toUserActor(maker) : toConsoleActor(store);
  recordActivity(store, { at: key.created_at, actor, type: "platform_api_key_created", api_key_id: id });
  return key;
}
