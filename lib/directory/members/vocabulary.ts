import type { PagePart } from "@/lib/core/db/vocabulary";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";

/** The columns of the list, in the order of its file, with the parts of the API that each needs one of. */
export const memberColumns = {
  email: [],
  name: [],
  role: [],
  added: [],
  workspaces: ["workspaces"],
  keys: ["api_keys"],
  spend: [],
  claudeCode: ["claude_code"],
  active: ["usage", "claude_code"],
  left: [],
} as const satisfies Record<string, readonly PagePart[]>;
export type MemberColumn = keyof typeof memberColumns;
export const memberColumnNames = Object.keys(memberColumns) as MemberColumn[]; // Sound: the keys of a literal of ours.

const fromLeastToMost: readonly string[] = ["user", "claude_code_user", "developer", "billing"];

export function givesMore(role: AssignableRole, than: string): boolean {
  return fromLeastToMost.indexOf(role) > fromLeastToMost.indexOf(than);
}

export function givesLess(role: AssignableRole, than: string): boolean {
  return fromLeastToMost.indexOf(role) < fromLeastToMost.indexOf(than);
}

export const keyKinds = ["classic", "personal", "service_account", "claude_code"] as const;
export type KeyKind = (typeof keyKinds)[number];

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

/** The API's cost by person, or Claude Code's own estimate. */
export const spendSources = ["reported", "claude_code"] as const;

export const hiddenReasons = ["inherited", "masked"] as const;
export type HiddenReason = (typeof hiddenReasons)[number];

export const measuredReports = ["claude-code", "usage", "actor-cost"] as const;

export const maxMembers = 10_000;
