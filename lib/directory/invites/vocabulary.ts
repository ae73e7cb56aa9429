import {
  type AssignableRole,
  type AssignableWorkspaceRole,
  assignableRoles,
  assignableWorkspaceRoles,
} from "@/lib/core/organization/vocabulary";

/** An overdue pending invite counts as expired, though the API says so up to a day later. */
export const inviteStates = ["pending", "expired", "accepted"] as const;

export const pendingMembershipStates = ["waiting", "given", "retrying", "failed"] as const;
export type PendingMembershipState = (typeof pendingMembershipStates)[number];

/** To give a planned membership. At one try per sync, the last is about half an hour after the invite was accepted. */
export const maxAttempts = 6;

export const importMarks = [
  "new",
  "member",
  "invited",
  "queued",
  "bad_address",
  "bad_role",
  "admin_role",
  "bad_workspace_role",
  "duplicate",
  "unknown_workspace",
  "unclosed",
] as const;
export type ImportMark = (typeof importMarks)[number];

export const maxImportRows = 5_000;
export const maxImportBytes = 2_000_000;
export const maxAddressLength = 320;
export const maxCellLength = 2_000;

/** Like zod's, so that the browser doesn't need zod for it. */
export const addressShape =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

export function isAddress(text: string): boolean {
  return text.length <= maxAddressLength && addressShape.test(text);
}

/** The billing role reads the cost of every workspace, and is added to none by an invite. */
export function isWithoutWorkspaces(role: string | undefined): boolean {
  return role === "billing";
}

export function isAssignableRole(role: string): role is AssignableRole {
  return assignableRoles.some((one) => one === role);
}

/** As the catalogs call them, in English and German. */
export const roleNames: Record<AssignableRole, readonly string[]> = {
  user: ["User", "Nutzer"],
  developer: ["Developer", "Entwickler"],
  billing: ["Billing", "Abrechnung"],
  claude_code_user: ["Claude Code user", "Claude-Code-Nutzer"],
};

export const workspaceRoleNames: Record<AssignableWorkspaceRole, readonly string[]> = {
  workspace_user: ["User", "Nutzer"],
  workspace_restricted_developer: ["Limited developer", "Eingeschränkter Entwickler"],
  workspace_developer: ["Developer", "Entwickler"],
  workspace_admin: ["Admin"],
};

/** The API's name of a role, or its name in either language, however it is written. */
export function toAssignableRole(text: string): AssignableRole | undefined {
  return assignableRoles.find((role) =>
    [role, ...roleNames[role]].some((name) => toPlain(name) === toPlain(text)),
  );
}

export function toAssignableWorkspaceRole(text: string): AssignableWorkspaceRole | undefined {
  const plain = toPlain(text).replace(/^workspace_/, "");
  return assignableWorkspaceRoles.find((role) =>
    [role.replace(/^workspace_/, ""), ...workspaceRoleNames[role]].some((name) => toPlain(name) === plain),
  );
}

function toPlain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
}
