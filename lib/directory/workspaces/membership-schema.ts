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

export const changeAccessInput = z.object({
  membershipId,
  role: z.enum(givableWorkspaceRoles),
  /** The role that the person saw: a newer one isn't overwritten. */
  expected: z.string(),
});

export const addAccessInput = z.object({ membershipId, role: z.enum(assignableWorkspaceRoles) });
export const removeAccessInput = changeAccessInput.omit({ role: true });
