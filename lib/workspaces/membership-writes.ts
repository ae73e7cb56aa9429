import "server-only";
import type { Seen } from "@/lib/admin-api/list-all";
import type { Write } from "@/lib/audit/write-through";
import type { Permit } from "@/lib/auth/permit";
import { addMembership, fetchMembership } from "./gateway";
import type { Membership, WorkspaceMember } from "./schema";
import type { AssignableWorkspaceRole } from "./vocabulary";
import { applyMembership, getMembership, toRefusal } from "./write-mirror";

export function toAddition(
  by: Permit<"memberships:write">,
  membership: Membership,
  role: AssignableWorkspaceRole,
): Write<Seen<WorkspaceMember>> {
  return {
    before: async () => {
      const { label, role: present } = await getMembership(by, membership);
      if (present) throw toRefusal("already_in_workspace");
      return { label, state: null };
    },
    send: () => addMembership(by, { ...membership, role }),
    apply: (tx, found) => applyMembership(tx, membership, found),
    reread: () => fetchMembership(membership),
    isDone: (found) => found?.role === role,
  };
}
