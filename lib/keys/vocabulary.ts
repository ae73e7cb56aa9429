export const keyStatuses = ["active", "inactive", "archived", "expired"] as const;
export type KeyStatus = (typeof keyStatuses)[number];

export const principalKinds = ["user", "service_account"] as const;

/** What may be done to a key. It can be neither made, shown, moved nor deleted through the API. */
export const keyActs = ["rename", "activate", "deactivate", "archive"] as const;
export type KeyAct = (typeof keyActs)[number];

/** The acts of a lead; the others are an admin's. */
const actsOfLead: readonly KeyAct[] = ["activate", "deactivate"];

/** What somebody with `keys:write` may do, by the workspaces they are bound to (null: none). */
export function listKeyActs(workspaceIds: readonly string[] | null): readonly KeyAct[] {
  return workspaceIds === null ? keyActs : actsOfLead;
}

/** Why the API would refuse the act, for `reasons.<code>`; null where it would not, as far as we know. */
export function toKeyRefusal(status: string, act: KeyAct): "archived_key" | "expired_key" | null {
  if (status === "archived") return "archived_key";
  const isSwitch = act === "activate" || act === "deactivate";
  return status === "expired" && isSwitch ? "expired_key" : null;
}

export const longestKeyName = 500;

/** Where keys are made. */
export const consoleKeysUrl = "https://platform.claude.com/settings/keys";

/** Among the makers to filter by: everybody who has left. No id of the API looks like it. */
export const goneMakers = "gone";

/** After so many days without traffic a key that is replaced can be switched off. */
export const quietDays = 3;
