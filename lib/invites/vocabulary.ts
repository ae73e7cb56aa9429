import { type AssignableRole, assignableRoles } from "@/lib/directory/vocabulary";

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
  "duplicate",
  "unknown_workspace",
  "unclosed",
] as const;
export type ImportMark = (typeof importMarks)[number];

export const maxImportRows = 5_000;
export const maxImportBytes = 2_000_000;
export const maxAddressLength = 320;

/** Like zod's, so that the browser doesn't need zod for it. */
export const addressShape =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

export function isAddress(text: string): boolean {
  return text.length <= maxAddressLength && addressShape.test(text);
}

export function isAssignableRole(role: string): role is AssignableRole {
  return assignableRoles.some((one) => one === role);
}

export function toAssignableRole(text: string): AssignableRole | undefined {
  const role = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  return isAssignableRole(role) ? role : undefined;
}
