import { z } from "zod";
import { assignableRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { maxIdentical } from "@/lib/directory/workspaces/vocabulary";
import { calls, changeStates, maxChanges } from "./vocabulary";

const id = z
  .string()
  .max(300)
  .regex(/^[^/]+$/);

/** `role` is null to take the access away, and `expected` is null where there was none. */
const change = z.object({
  workspaceId: id,
  /** The ID of a member or of a pending invite. */
  userId: id,
  role: z.enum(givableWorkspaceRoles).nullable(),
  /** The role that the person saw: a newer one isn't overwritten. */
  expected: z.string().max(300).nullable(),
});
export type Change = z.infer<typeof change>;

/** Of the organization, as copying someone's access may change it. */
const roleChange = z.object({ userId: id, role: z.enum(assignableRoles), expected: z.string().max(300) });
export type RoleChange = z.infer<typeof roleChange>;

const changes = z.array(change).max(maxChanges);
export const basketInput = z.object({ changes: changes.min(1) });
export const applyInput = z
  .object({ changes, roles: z.array(roleChange).max(maxIdentical).default([]) })
  .refine((given) => given.changes.length + given.roles.length > 0);
export type ApplyInput = z.infer<typeof applyInput>;

const checkedChange = change.extend({
  state: z.enum(changeStates),
  call: z.enum(calls),
  /** The role that the mirror has by now. */
  present: z.string().nullable(),
});
export const checkedBasket = z.array(checkedChange);
export type CheckedChange = z.infer<typeof checkedChange>;
