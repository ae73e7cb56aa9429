import "server-only";
import { z } from "zod";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { assignableWorkspaceRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { membershipId } from "./membership-schema";
import { toAddition, toReviewed, toRoleChange } from "./membership-writes";

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
