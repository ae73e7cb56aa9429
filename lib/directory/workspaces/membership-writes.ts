import "server-only";
import type { Seen } from "@/lib/core/admin-api/list-all";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import { type AssignableWorkspaceRole, inheritedRoles } from "@/lib/core/organization/vocabulary";
import { addMembership, changeMembershipRole, fetchMembership, removeMembership } from "./gateway";
import type { Membership } from "./membership-schema";
import type { WorkspaceMember } from "./response-schema";
import { listOfferedRoles } from "./vocabulary";
import { applyMembership, getMembership, readMembership, toRefusal } from "./write-mirror";

type By = Permit<"memberships:write">;
type MembershipWrite = Write<Seen<WorkspaceMember>>;

export function toAddition(by: By, membership: Membership, role: AssignableWorkspaceRole): MembershipWrite {
  return {
    ...toWrite(membership),
    before: async () => {
      const { label, role: present } = await getMembership(by, membership);
      if (present) throw toRefusal("already_in_workspace");
      return { label, state: null };
    },
    send: () => addMembership(by, { ...membership, role }),
    isDone: (found) => isIt(membership, found) && found.role === role,
  };
}

export function toRoleChange(
  by: By,
  membership: Membership,
  { role, expected }: { role: GivableWorkspaceRole; expected: string },
): MembershipWrite {
  return {
    ...toWrite(membership),
    before: async () => {
      await readMembership(by, membership);
      await refreshMembership(membership);
      const { label, organizationRole, role: listed } = await readMembership(by, membership);
      refuseStranger(by, organizationRole, listed);
      const offered = listOfferedRoles(organizationRole);
      if (offered.length === 0) throw toRefusal("inherited_access");
      if (!offered.includes(role))
        throw new AppError("invalid", `${role} is not for ${organizationRole}`, { fields: { role: [role] } });
      const present = listed ?? inheritedRoles[organizationRole] ?? null;
      if (present !== expected) throw new AppError("conflict", "the membership has another role by now");
      return { label, state: { role: present } };
    },
    send: () => changeMembershipRole(by, { ...membership, role }),
    isDone: (found) => isIt(membership, found) && found.role === role,
  };
}

export function toDeparture(by: By, membership: Membership): MembershipWrite {
  return {
    ...toWrite(membership),
    before: async () => {
      const { label, organizationRole, role } = await getMembership(by, membership);
      refuseStranger(by, organizationRole, role);
      return { label, state: { role } };
    },
    send: () => removeMembership(by, membership),
    isDone: (found) => found === null,
  };
}

/** What a review decided, unless the membership is another one than the reviewer saw. */
export function toReviewed(
  by: By,
  membership: Membership,
  { role, expected }: { role: GivableWorkspaceRole | null; expected: string },
): MembershipWrite {
  if (role !== null) return toRoleChange(by, membership, { role, expected });
  const write = toDeparture(by, membership);
  return {
    ...write,
    before: async () => {
      await readMembership(by, membership);
      await refreshMembership(membership);
      const found = await write.before();
      const { role: present } = await readMembership(by, membership);
      if (present !== expected) throw new AppError("conflict", "the membership has another role by now");
      return found;
    },
  };
}

/** Somebody else may have changed it since the last listing. */
async function refreshMembership(membership: Membership): Promise<void> {
  const found = await fetchMembership(membership);
  const db = await database();
  await db.transaction((tx) => applyMembership(tx, membership, found, { properties: [] }));
}

/** For a lead, someone outside the workspace doesn't exist. */
function refuseStranger({ actor }: By, organizationRole: string, role: string | null): void {
  if (!visibleTo(actor).isAll && role === null && !Object.hasOwn(inheritedRoles, organizationRole))
    throw new AppError("not_found", "the person is in no workspace of the lead");
}

function isIt({ workspaceId, userId }: Membership, found: WorkspaceMember | null): found is WorkspaceMember {
  return found?.workspaceId === workspaceId && found.userId === userId;
}

function toWrite(membership: Membership): Pick<MembershipWrite, "apply" | "reread"> {
  return {
    apply: (tx, found, own) => applyMembership(tx, membership, found, own),
    reread: () => fetchMembership(membership),
  };
}
