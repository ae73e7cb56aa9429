import "server-only";
import { recordActivity, toConsoleActor, toUserActor } from "./activity-log";
import { dayMs, floorTo, formatInstant, hourMs } from "./clock";
import { toRatio, toWhole } from "./random";
import type { Store } from "./store";

/** Only sign-ins are invented; the rest of the feed follows from what exists. */
const signInDays = 30;
const maxSignedIn = 40;

export function seedActivities(store: Store): void {
  for (const user of store.users.list())
    recordActivity(store, {
      at: user.added_at,
      actor: toUserActor(user),
      type: "org_user_invite_accepted",
      invite_id: null,
    });
  for (const { email, role, invited_at } of store.invites.list())
    recordActivity(store, {
      at: invited_at,
      actor: toConsoleActor(store),
      type: "org_user_invite_sent",
      invited_email: email,
      invited_role: role,
    });
  for (const { id, created_at, archived_at } of store.workspaces.list()) {
    const change = { actor: toConsoleActor(store), workspace_id: id };
    recordActivity(store, { at: created_at, type: "platform_workspace_created", ...change });
    if (archived_at)
      recordActivity(store, { at: archived_at, type: "platform_workspace_archived", ...change });
  }
  for (const { key } of store.keys.list()) {
    const maker = store.users.get(key.created_by?.id ?? "") ?? store.departed.get(key.created_by?.id ?? "");
    const actor = maker ? toUserActor(maker) : toConsoleActor(store);
    recordActivity(store, {
      at: key.created_at,
      actor,
      type: "platform_api_key_created",
      api_key_id: key.id,
    });
  }
  seedSignIns(store);
}

function seedSignIns(store: Store): void {
  const now = store.now().getTime();
  for (const user of store.users.list().slice(0, maxSignedIn))
    for (let day = 1; day <= signInDays; day++) {
      const start = floorTo(now, dayMs) - day * dayMs;
      if (start < Date.parse(user.added_at) || toRatio(store.seed, user.id, day, "signs in") > 0.3) continue;
      const at = start + toWhole(7 * hourMs, 17 * hourMs, store.seed, user.id, day);
      const actor = toUserActor(user);
      if (at < now) recordActivity(store, { at: formatInstant(at), actor, type: "sso_login_succeeded" });
    }
}
