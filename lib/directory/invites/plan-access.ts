import "server-only";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import { type AssignableWorkspaceRole, inheritedRoles } from "@/lib/core/organization/vocabulary";
import { getInvite } from "./mirror";
import { deletePlannedRole, findPlannedRole, getPlannable, savePlannedRole } from "./planned-access-store";

type By = Permit<"memberships:write">;
type Target = { workspaceId: string; inviteId: string };
type Given = { role: AssignableWorkspaceRole | null; expected: string | null };

/**
 * Changes what a person gets in a workspace once they accept their invite. Nothing is sent, because the API can't add
 * someone who isn't a member yet.
 */
export function toPlanWrite(
  { actor }: By,
  { workspaceId, inviteId }: Target,
  { role, expected }: Given,
): Write<{ role: string }> {
  const readPlanned = async () => {
    const { email } = await getInvite(inviteId);
    const present = await findPlannedRole({ email, workspaceId });
    return present === null ? null : { role: present };
  };
  return {
    before: async () => {
      const { name } = await getPlannable(actor, workspaceId);
      const { email, role: invitedAs, state } = await getInvite(inviteId);
      if (state !== "pending")
        throw new AppError("refused", `the invite is ${state}`, { reason: "invite_not_pending" });
      if (Object.hasOwn(inheritedRoles, invitedAs))
        throw new AppError("refused", "the role reaches it", { reason: "inherited_access" });
      const found = await readPlanned();
      if ((found?.role ?? null) !== expected)
        throw new AppError("conflict", "another role is planned by now");
      return { label: `${email} – ${name}`, state: found };
    },
    send: async () => {
      const { email } = await getInvite(inviteId);
      const db = await database();
      await db.transaction((tx) =>
        role === null
          ? deletePlannedRole(tx, { email, workspaceId })
          : savePlannedRole(tx, actor, { email, workspaceId, role }),
      );
      return role && { role };
    },
    apply: async () => {},
    reread: readPlanned,
    isDone: (found) => (found?.role ?? null) === role,
  };
}
