import "server-only";
import { dayMs, formatInstant } from "./clock";
import { changeKeyStatus, closeSpans } from "./key-records";
import type { Invite } from "./records";
import { createNextId, type Store } from "./store";

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
