import "server-only";
import { z } from "zod";
import { assignableWorkspaceRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";

export const membershipId = z
  .string()
  .regex(/^[^/]+\/[^/]+$/)
  .transform((text) => {
    const [workspaceId = "", userId = ""] = text.split("/");
    return { workspaceId, userId };
  });
export type Membership = z.infer<typeof membershipId>;

export const giveAccessInput = z.object({ membershipId, role: z.enum(assignableWorkspaceRoles) });
export const changeAccessInput = z.object({
  membershipId,
  role: z.enum(givableWorkspaceRoles),
  /** The role that the person saw: a newer one isn't overwritten. */
  expected: z.string(),
});
const maxMemberships = 1_000;
/** `expected` is null for someone not yet added. */
export const giveManyInput = z.object({
  memberships: z
    .array(
      z.object({ membershipId, role: z.enum(assignableWorkspaceRoles), expected: z.string().nullable() }),
    )
    .min(1)
    .max(maxMemberships),
});
export type GiveManyInput = z.infer<typeof giveManyInput>;
export const removeAccessInput = z.object({ membershipId });
