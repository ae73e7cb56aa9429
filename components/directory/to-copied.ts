import { type AssignableRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { Change, RoleChange } from "@/lib/directory/access/change-schema";
import type { Copy } from "@/lib/directory/workspaces/schema";

type Common = {
  key: string;
  userId: string;
  /** Whether only identical access needs it. */
  isSurplus: boolean;
};
/** Without a place, the role is of the organization. */
export type CopiedChange = Common &
  (
    | { place: null; role: AssignableRole; expected: string }
    | { place: { id: string; name: string }; role: Change["role"]; expected: string | null }
  );

/** Everything in which the access of two people differs and that can be changed. */
export function listCopied({ userId, rows, organizationRole }: Copy): CopiedChange[] {
  const memberships = rows.flatMap(({ workspaceId: id, name, role, present, step }): CopiedChange[] => {
    const change = { key: `${id}/${userId}`, userId, place: { id, name }, expected: present };
    if (step === "remove") return [{ ...change, role: null, isSurplus: true }];
    const given = assignableWorkspaceRoles.find((one) => one === role);
    return given && (step === "add" || step === "change")
      ? [{ ...change, role: given, isSurplus: false }]
      : [];
  });
  if (organizationRole === null) return memberships;
  const { role, present } = organizationRole;
  return [{ key: userId, userId, place: null, role, expected: present, isSurplus: true }, ...memberships];
}

export function toAccess(copied: readonly CopiedChange[]): { changes: Change[]; roles: RoleChange[] } {
  const changes: Change[] = [];
  const roles: RoleChange[] = [];
  for (const { userId, ...one } of copied)
    if (one.place === null) roles.push({ userId, role: one.role, expected: one.expected });
    else changes.push({ userId, workspaceId: one.place.id, role: one.role, expected: one.expected });
  return { changes, roles };
}
