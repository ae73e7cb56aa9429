import "server-only";
import { z } from "zod";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import { toRemovalWrite, toRoleWrite } from "./change";
import { listMemberEmails } from "./mirror";
import { syncKeysOfLeaver } from "./offboarding";
import type { ChangeManyInput } from "./schema";

export const memberOperations: BulkOperation[] = [
  defineOperation({
    name: "member.change_role",
    permission: "members:write",
    /** Each row has its own role, or all have the run's. */
    input: z.object({ expected: z.string(), role: z.enum(assignableRoles).optional() }),
    params: z.object({ role: z.enum(assignableRoles).optional() }),
    toWrite: (by, { targetId, input }, params) => {
      const role = z.enum(assignableRoles).parse(input.role ?? params.role);
      return toRoleWrite(by, { memberId: targetId, role, expected: input.expected });
    },
  }),
  defineOperation({
    name: "member.remove",
    permission: "members:write",
    toWrite: (by, { targetId }) => toRemovalWrite(by, targetId),
    afterwards: (_by, { targetId }) => syncKeysOfLeaver(targetId),
  }),
];

type By = Permit<"members:write">;

export async function startRoleRun(
  by: By,
  { role, members }: ChangeManyInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  await requireFreshToGive(by.actor, [role]);
  const toLabel = await listLabels(members.map(({ memberId }) => memberId));
  const rows = members.map(({ memberId, expected }) => ({
    targetId: memberId,
    label: toLabel(memberId),
    input: { expected },
  }));
  return createRun(by, { operation: "member.change_role", params: { role }, rows }, entry);
}

async function listLabels(memberIds: readonly string[]): Promise<(memberId: string) => string> {
  const emails = await listMemberEmails(memberIds);
  return (memberId) => emails.get(memberId) ?? memberId;
}
