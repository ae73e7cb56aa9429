import "server-only";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import {
  assignableRoles,
  assignableWorkspaceRoles,
  inheritedRoles,
  isImmovableRole,
} from "@/lib/core/organization/vocabulary";
import { type Memberships, readMemberships } from "./access-read-model";
import { type Copy, type CopyRow, copies } from "./schema";

type By = Permit<"memberships:write">;

/** @throws AppError not_found, also if a lead shares no workspace with one of them */
export async function previewCopies(
  by: By,
  { from, to }: { from: string; to: readonly string[] },
): Promise<Copy[]> {
  const source = await readMemberships(by, from);
  const found: Copy[] = [];
  for (const userId of to)
    if (userId !== from) found.push({ userId, ...toCopy(by, source, await readMemberships(by, userId)) });
  return copies.parse(found);
}

function toCopy(by: By, source: Memberships, target: Memberships): Omit<Copy, "userId"> {
  const isFixed = [source, target].some(({ organizationRole }) =>
    Object.hasOwn(inheritedRoles, organizationRole),
  );
  const organizationRole = toRoleChange(by, source.organizationRole, target.organizationRole);
  if (isFixed) return { reason: "inherited_access", rows: [], organizationRole };
  const presentIn = new Map(target.rows.map(({ id, role }) => [id, role]));
  const rows = source.rows.flatMap(({ id, name, role, isDefault }): CopyRow[] => {
    if (isDefault || role === null) return [];
    const present = presentIn.get(id) ?? null;
    return [{ workspaceId: id, name, role, present, step: toStep(role, present) }];
  });
  const copied = new Set(rows.map(({ workspaceId }) => workspaceId));
  const surplus = target.rows.flatMap(({ id, name, role, isDefault }): CopyRow[] =>
    role === null || isDefault || copied.has(id)
      ? []
      : [{ workspaceId: id, name, role, present: role, step: "remove" as const }],
  );
  return { reason: null, rows: [...rows, ...surplus], organizationRole };
}

function toRoleChange({ actor }: By, role: string, present: string) {
  const known = assignableRoles.find((one) => one === role);
  if (!known || known === present || isImmovableRole(present) || !can(actor, "members:write")) return null;
  return { role: known, present };
}

/** A role that the vendor added later can't be assigned here. */
function toStep(role: string, present: string | null): CopyRow["step"] {
  if (role === present) return "same";
  if (!assignableWorkspaceRoles.some((one) => one === role)) return "unknown";
  return present === null ? "add" : "change";
}
