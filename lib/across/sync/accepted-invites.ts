import "server-only";
import { openEntry } from "@/lib/core/audit/entry";
import { writeThrough } from "@/lib/core/audit/write-through";
import { findAbsentActor } from "@/lib/core/auth/absent-actor";
import { permitActor } from "@/lib/core/auth/permit";
import { confirmStanding } from "@/lib/core/auth/standing";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import {
  type AssignableMembership,
  hasPending,
  listAssignable,
  markAssigned,
  markNotAssigned,
  settleAssignedElsewhere,
} from "@/lib/directory/invites/pending-memberships-store";
import { toAddition } from "@/lib/directory/workspaces/membership-writes";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";

const finalCodes = ["forbidden", "not_found", "refused"];
const hasAlready: (RefusalReason | undefined)[] = ["already_in_workspace", "inherited_access"];

export async function assignPendingMemberships(signal?: AbortSignal): Promise<void> {
  if (env.READ_ONLY || !(await hasPending())) return;
  await settleAssignedElsewhere();
  for (const pending of await listAssignable()) {
    signal?.throwIfAborted();
    await give(pending).then(
      () => markAssigned(pending),
      (cause: unknown) => noteFailure(pending, cause),
    );
  }
}

/** @throws AppError what stands in the way, on record like that of any other operation */
async function give(pending: AssignableMembership): Promise<void> {
  const { email, workspaceId, userId, role, createdBy } = pending;
  const { actor, refusal } = await findAbsentActor(createdBy, pending, pending.createdAt);
  if (!actor)
    throw new AppError("forbidden", `${createdBy} may not act any more`, { reason: refusal ?? undefined });
  const entry = await openEntry({
    actor,
    action: "workspace_member.add",
    targetId: toMembershipId(workspaceId, userId),
    request: { role, invited: email },
  });
  try {
    const known = assignableWorkspaceRoles.find((one) => one === role);
    if (!known) throw new AppError("refused", `${role} is no role that can be given`);
    const by = permitActor(await confirmStanding(actor), "memberships:write");
    await writeThrough(entry, toAddition(by, { workspaceId, userId }, known));
  } catch (cause) {
    const { code: errorCode, requestId } = toFailure(cause);
    const outcome = entry.isSent ? "unknown" : "failed";
    if (!entry.isSettled) await entry.settle({ outcome, errorCode, requestId });
    throw cause;
  }
}

async function noteFailure(pending: AssignableMembership, cause: unknown): Promise<void> {
  const { code, reason } = toFailure(cause);
  if (hasAlready.includes(reason)) return markAssigned(pending);
  await markNotAssigned(pending, reason ?? code, { isFinal: finalCodes.includes(code) });
}

function toFailure(cause: unknown) {
  return cause instanceof AppError ? cause.failure : { code: "internal" as const };
}
