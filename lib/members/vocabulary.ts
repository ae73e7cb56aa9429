/** Roles that may be given here. The API never lets anybody be made an admin. */
export const assignableRoles = ["user", "developer", "billing", "claude_code_user"] as const;
export type AssignableRole = (typeof assignableRoles)[number];

const immovableRoles = ["admin", "owner", "primary_owner", "membership_admin"];

/** Roles that bring access to every workspace, without a place of one's own in it. */
export const everywhereRoles = [...immovableRoles, "billing"];

/** Whether the API refuses every change of a member with this role. */
export function isImmovableRole(role: string): boolean {
  return immovableRoles.includes(role);
}

export const keyKinds = ["classic", "personal", "service_account", "claude_code"] as const;
export type KeyKind = (typeof keyKinds)[number];

/** What becomes of a key when its maker leaves. */
export const keyFates = ["keeps_working", "archived", "stops"] as const;
export type KeyFate = (typeof keyFates)[number];

const fateOfKind: Record<KeyKind, KeyFate> = {
  classic: "keeps_working",
  personal: "archived",
  service_account: "keeps_working",
  claude_code: "stops",
};

export function toKeyFate(kind: KeyKind): KeyFate {
  return fateOfKind[kind];
}

/** Where a person's spend is known from: the API's cost by person, or Claude Code's own estimate. */
export const spendSources = ["reported", "claude_code"] as const;

/** Of everything about a member that is counted by days, today included. */
export const windowDays = 30;

/** How many can be changed at once. */
export const mostMembers = 10_000;
