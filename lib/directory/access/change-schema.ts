import { z } from "zod";
import { givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
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

export const basketInput = z.object({ changes: z.array(change).min(1).max(maxChanges) });
export type BasketInput = z.infer<typeof basketInput>;

const checkedChange = change.extend({
  state: z.enum(changeStates),
  call: z.enum(calls),
  /** The role that the mirror has by now. */
  present: z.string().nullable(),
});
export const checkedBasket = z.array(checkedChange);
export type CheckedChange = z.infer<typeof checkedChange>;
