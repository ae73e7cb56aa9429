import "server-only";
import { recordActivity, toConsoleActor, toDirectoryActor, toUserActor } from "./activity-log";
import { dayMs, formatInstant } from "./clock";
import { changeKeyStatus, closeSpans } from "./key-records";
import type { Invite, User } from "./records";
import { createNextId, type Store, toNowText } from "./store";

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
