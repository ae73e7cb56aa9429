import { z } from "zod";
import { refusalReasons } from "@/lib/errors";
import { assignableRoles, keyFates, keyKinds } from "./vocabulary";

/** A user as the API tells it, in both of its shapes. `role` is open: the vendor adds new ones. */
export const member = z
  .looseObject({
    id: z.string(),
    email: z.string(),
    name: z.string().nullish(),
    role: z.string(),
    added_at: z.iso.datetime({ offset: true }),
  })
  .transform((raw) => ({
    id: raw.id,
    email: raw.email,
    name: raw.name ?? "",
    role: raw.role,
    addedAt: raw.added_at,
    raw,
  }));
export type Member = z.infer<typeof member>;

const memberRow = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  addedAt: z.string(),
  workspaceCount: z.number(),
  isImmovable: z.boolean(),
  /** Why role and membership cannot be changed, for `reasons.<code>`. */
  reason: z.enum(refusalReasons).nullable(),
});
export type MemberRow = z.infer<typeof memberRow>;

export const memberRoleCounts = z.array(z.object({ role: z.string(), count: z.number() }));
export type MemberRoleCounts = z.infer<typeof memberRoleCounts>;

export const membersPage = z.object({
  rows: z.array(memberRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** Of all members in reach, whatever the filter. */
  roles: memberRoleCounts,
});
export type MembersPage = z.infer<typeof membersPage>;

export const memberImpact = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  isImmovable: z.boolean(),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      kind: z.enum(keyKinds),
      fate: z.enum(keyFates),
      workspaceName: z.string().nullable(),
      tokens30d: z.number(),
      lastUsedOn: z.string().nullable(),
    }),
  ),
});
export type MemberImpact = z.infer<typeof memberImpact>;

export const keyStatus = z
  .looseObject({ id: z.string(), status: z.string() })
  .transform((raw) => ({ id: raw.id, status: raw.status, raw }));
export type KeyStatus = z.infer<typeof keyStatus>;

export const changeMemberRoleInput = z.object({ memberId: z.string().min(1), role: z.enum(assignableRoles) });
export const removeMemberInput = z.object({ memberId: z.string().min(1) });
