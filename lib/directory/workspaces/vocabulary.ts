import {
  assignableWorkspaceRoles,
  type GivableWorkspaceRole,
  inheritedRoles,
} from "@/lib/core/organization/vocabulary";

export function listOfferedRoles(organizationRole: string): readonly GivableWorkspaceRole[] {
  if (organizationRole === "billing") return ["workspace_billing", "workspace_admin"];
  return Object.hasOwn(inheritedRoles, organizationRole) ? [] : assignableWorkspaceRoles;
}

/** A billing member's role can be raised in a workspace, and only that can be undone there. */
export function isRaised({ role, offered }: { role: string | null; offered: readonly string[] }): boolean {
  return role === "workspace_admin" && offered.includes("workspace_billing");
}

const fromLeastToMost: readonly string[] = ["workspace_billing", ...assignableWorkspaceRoles];

export function givesMoreInWorkspace(role: GivableWorkspaceRole, than: string): boolean {
  return fromLeastToMost.indexOf(role) > fromLeastToMost.indexOf(than);
}

/** As many people as can be given the access of another at once. */
export const maxIdentical = 50;

/** As many as one bulk change of access may have. */
export const maxChosenPeople = 1_000;

export const accessKinds = ["direct", "inherited", "default"] as const;

export const workspaceTabs = ["members", "reach", "keys", "limits", "spend", "settings"] as const;
export type WorkspaceTab = (typeof workspaceTabs)[number];

/** Archiving the workspace with this name locks everyone out of Claude Code. */
export const claudeCodeName = "Claude Code";

export const nameLength = 40;
export const tagKeyLength = 64;
export const tagValueLength = 256;
/** The API reserves tag keys with this prefix. */
export const reservedTagPrefix = "anthropic";
/** Requires the first letters of a name, so that no one can enumerate the directory. */
const minSearchLength = 3;

/** How many letters a search for a name still needs; an address needs none. A character of a word counts for two. */
export function countMissingLetters(text: string): number {
  if (text.includes("@")) return 0;
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  const words = letters.filter((one) =>
    /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(one),
  );
  return Math.max(0, minSearchLength - letters.length - words.length);
}

/** Locations that the API knows today, for storage and inference. */
export const workspaceGeos = ["us"] as const;
export const inferenceGeos = ["global", "us"] as const;

export const workspaceColors = [
  "#6C5BB9",
  "#3B6FB6",
  "#2F7D5B",
  "#7FB69B",
  "#B5853B",
  "#D97757",
  "#9B2C2C",
  "#4A5568",
] as const;

export function toMembershipId(workspaceId: string, userId: string): string {
  return `${workspaceId}/${userId}`;
}

export const securityFacts = [
  "externalKeyId",
  "inferenceDataRetention",
  "userProfileId",
  "compartmentId",
] as const;
export type SecurityFactName = (typeof securityFacts)[number];
