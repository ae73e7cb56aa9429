/** Roles that may be given here. The API never lets anybody be made an admin. */
export const assignableRoles = ["user", "developer", "billing", "claude_code_user"] as const;
export type AssignableRole = (typeof assignableRoles)[number];

const fromLeastToMost: readonly string[] = ["user", "claude_code_user", "developer", "billing"];

/** Whether somebody with the role `than` can do something more with `role`. Of a role that is unknown, who knows. */
export function givesMore(role: AssignableRole, than: string): boolean {
  return fromLeastToMost.indexOf(role) > fromLeastToMost.indexOf(than);
}

const immovableRoles = ["admin", "owner", "primary_owner", "membership_admin"];

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

/** Why the figures of a person are not told. */
export const hiddenReasons = ["inherited", "masked"] as const;
export type HiddenReason = (typeof hiddenReasons)[number];

/** Of everything about a member that is counted by days, today included. */
export const windowDays = 30;
/** What activity and spend of a person are read from. */
export const measuredReports = ["claude-code", "usage", "actor-cost"] as const;

/** How many can be changed at once. */
export const mostMembers = 10_000;
