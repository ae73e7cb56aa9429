import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import type { NewRow } from "@/lib/core/bulk/store";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { AppError } from "@/lib/core/errors/errors";
import { listMemberEmails } from "@/lib/directory/members/mirror";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";
import type { ApplyInput, RoleChange } from "./change-schema";
import { checkChanges, type Labelled } from "./check-read-model";

type By = Permit<"memberships:write">;

/**
 * Runs changes of access as one bulk change: roles in the organization first, which decide what can be given. Each row
 * is compared with the mirror again just before it is sent.
 * @throws AppError conflict if a change no longer fits the mirror; forbidden for a role in the organization that the
 * person may not assign; step_up_required
 */
export async function applyChanges(
  by: By,
  { changes, roles }: ApplyInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  if (roles.length > 0) permitActor(by.actor, "members:write");
  const given = [...roles, ...changes].flatMap(({ role }) => role ?? []);
  await requireFreshToGive(by.actor, given);
  const checked = await checkChanges(by, changes);
  if (!checked.every(canBeSent)) throw new AppError("conflict", "a change no longer fits the mirror");
  const rows = [...(await toRoleRows(roles)), ...checked.map(toAccessRow)];
  return createRun(by, { operation: "access.apply", rows }, entry);
}

/** A lead may add someone whom they don't see yet; whether there is such a person only shows when it is sent. */
function canBeSent({ state, role, expected }: Labelled): boolean {
  return state === "ready" || (state === "absent" && role !== null && expected === null);
}

async function toRoleRows(roles: readonly RoleChange[]): Promise<NewRow[]> {
  const emails = await listMemberEmails(roles.map(({ userId }) => userId));
  return roles.map(({ userId, ...input }) => ({
    operation: "member.change_role",
    targetId: userId,
    label: emails.get(userId) ?? userId,
    input,
  }));
}

const operations = {
  add: "workspace_member.add",
  change: "workspace_member.change_role",
  remove: "workspace_member.remove",
  plan: "workspace_member.plan",
} as const;

export function toAccessRow({ call, workspaceId, userId, label, role, expected }: Labelled): NewRow {
  return {
    operation: operations[call],
    targetId: toMembershipId(workspaceId, userId),
    label,
    input:
      call === "plan"
        ? { role, expected }
        : { ...(call !== "remove" && { role }), ...(call !== "add" && { expected }) },
  };
}
