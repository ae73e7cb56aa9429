import "server-only";
import { z } from "zod";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import type { NewRow } from "@/lib/core/bulk/store";
import { requireFreshFor, requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { assignableWorkspaceRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { getPersonEmail, listMembershipLabels } from "./access-read-model";
import type { CopyAccessInput } from "./change-schema";
import { type GiveManyInput, membershipId } from "./membership-schema";
import { toAddition, toReviewed, toRoleChange } from "./membership-writes";
import { toMembershipId } from "./vocabulary";

const permission = "memberships:write";

export const membershipOperations: BulkOperation[] = [
  defineOperation({
    name: "workspace_member.add",
    permission,
    input: z.object({ role: z.enum(assignableWorkspaceRoles) }),
    toWrite: (by, { targetId, input }) => toAddition(by, membershipId.parse(targetId), input.role),
  }),
  defineOperation({
    name: "workspace_member.change_role",
    permission,
    input: z.object({ role: z.enum(givableWorkspaceRoles), expected: z.string() }),
    toWrite: (by, { targetId, input }) => toRoleChange(by, membershipId.parse(targetId), input),
  }),
  defineOperation({
    name: "workspace_member.remove",
    permission,
    input: z.object({ expected: z.string() }),
    toWrite: (by, { targetId, input: { expected } }) =>
      toReviewed(by, membershipId.parse(targetId), { role: null, expected }),
  }),
  defineOperation({
    name: "workspace_member.apply_review",
    permission,
    /** A null role removes the person. */
    input: z.object({ role: z.enum(givableWorkspaceRoles).nullable(), expected: z.string() }),
    toWrite: (by, { targetId, input }) => toReviewed(by, membershipId.parse(targetId), input),
  }),
];

type By = Permit<"memberships:write">;

/** Adds people without a role and changes the role of others; each run has one operation. */
export async function startAccessRuns(
  by: By,
  { memberships }: GiveManyInput,
  entry: AuditEntry,
): Promise<{ runIds: string[] }> {
  const labels = await listMembershipLabels(
    by,
    memberships.map((one) => one.membershipId),
  );
  const rows = memberships.map(({ membershipId: { workspaceId, userId }, role, expected }) => {
    const targetId = toMembershipId(workspaceId, userId);
    return {
      targetId,
      label: labels.get(targetId) ?? targetId,
      input: { role, ...(expected && { expected }) },
    };
  });
  const isNew = (row: (typeof rows)[number]) => row.input.expected === undefined;
  // Counted together, because they may become two runs.
  await requireFreshFor(by.actor, "workspace_member.add", rows.length);
  await requireFreshToGive(
    by.actor,
    memberships.map(({ role }) => role),
  );
  const [added, changed] = [rows.filter(isNew), rows.filter((row) => !isNew(row))];
  const runIds: string[] = [];
  for (const [operation, part] of [["add", added] as const, ["change_role", changed] as const]) {
    if (part.length === 0) continue;
    // The action has one entry, which the first run settles; each row has its own anyway.
    const { runId } = await createRun(
      by,
      { operation: `workspace_member.${operation}`, rows: part },
      runIds.length === 0 ? entry : undefined,
    );
    runIds.push(runId);
  }
  return { runIds };
}

/**
 * One run whose rows are the operations that make each person's access the other's: the organization role first, which
 * decides what can be given.
 * @throws AppError forbidden for an organization role that the person may not assign
 */
export async function startCopyRun(
  by: By,
  copies: readonly CopyAccessInput[],
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const given = copies.flatMap(({ memberships }) => memberships.flatMap(({ role }) => role ?? []));
  const roles = copies.flatMap(({ organizationRole }) => organizationRole?.role ?? []);
  if (roles.length > 0) permitActor(by.actor, "members:write");
  await requireFreshToGive(by.actor, [...roles, ...given]);
  const labels = await listMembershipLabels(
    by,
    copies.flatMap(({ userId, memberships }) =>
      memberships.map(({ workspaceId }) => ({ workspaceId, userId })),
    ),
  );
  const rows: NewRow[] = [];
  for (const copy of copies) {
    const { userId, organizationRole, memberships } = copy;
    const label = await getPersonEmail(by, userId);
    if (organizationRole)
      rows.push({ operation: "member.change_role", targetId: userId, label, input: organizationRole });
    rows.push(...memberships.map((one) => toCopyRow(userId, one, labels)));
  }
  const [role] = roles;
  const params = copies.length === 1 && role ? { role } : {};
  return createRun(by, { operation: "workspace_member.copy", params, rows }, entry);
}

function toCopyRow(
  userId: string,
  { workspaceId, role, expected }: CopyAccessInput["memberships"][number],
  labels: Map<string, string>,
): NewRow {
  const targetId = toMembershipId(workspaceId, userId);
  const row = { targetId, label: labels.get(targetId) ?? targetId };
  if (role === null)
    return { ...row, operation: "workspace_member.remove", input: { expected: expected ?? "" } };
  if (expected === null) return { ...row, operation: "workspace_member.add", input: { role } };
  return { ...row, operation: "workspace_member.change_role", input: { role, expected } };
}
