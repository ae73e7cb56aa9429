import type { KeyUse } from "@/lib/db/vocabulary";

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

/** Why a key cannot be stopped before somebody has confirmed it; null where nothing uses it, or it is off already. */
export function toUseRefusal(
  { status, use }: { status: string; use: KeyUse },
  act: KeyAct,
): "key_in_use" | "key_use_unknown" | null {
  const stops = act === "archive" || (act === "deactivate" && status === "active");
  if (!stops || use === "none") return null;
  return use === "recent" ? "key_in_use" : "key_use_unknown";
}

/** How many keys one request asks about: their ids have to fit into an address. */
export const mostImpacts = 200;

/** What use and cost of a key are read from, of so many days. */
export const measuredReports = ["usage", "actor-cost"] as const;
export const measuredDays = 30;

export const longestKeyName = 500;

/** Where keys are made. */
export const consoleKeysUrl = "https://platform.claude.com/settings/keys";

/** Among the makers to filter by: everybody who has left. No id of the API looks like it. */
export const goneMakers = "gone";

/** After so many whole days without traffic a key that has been replaced can be deactivated. */
export const quietDays = 3;
