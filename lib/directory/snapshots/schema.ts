import { z } from "zod";

export const differences = ["added", "removed", "changed"] as const;
export type Difference = (typeof differences)[number];

const place = z.object({ id: z.string(), name: z.string(), isDefault: z.boolean(), role: z.string() });

const memberState = z.object({
  email: z.string(),
  name: z.string(),
  role: z.string(),
  addedAt: z.string().nullable(),
  /** Workspaces that they were added to; a role with access to all of them is not listed. */
  places: z.array(place),
});
export type MemberState = z.infer<typeof memberState>;

const keyState = z.object({
  name: z.string(),
  hint: z.string().nullable(),
  status: z.string(),
  scope: z.string(),
  workspaceId: z.string().nullable(),
  workspaceName: z.string().nullable(),
  isDefaultWorkspace: z.boolean(),
  makerId: z.string().nullable(),
  makerType: z.string().nullable(),
  makerEmail: z.string().nullable(),
  makerName: z.string().nullable(),
  principalKind: z.string().nullable(),
  principalId: z.string().nullable(),
  createdAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});
export type KeyState = z.infer<typeof keyState>;

function pageOf<State extends z.ZodType>(state: State) {
  return z.object({
    /** Of the object at the end of the day; what it was before if it is gone. */
    rows: z.array(
      z.object({
        id: z.string(),
        state,
        before: state.nullable(),
        difference: z.enum(differences).nullable(),
      }),
    ),
    total: z.number(),
    page: z.number(),
    pageSize: z.number(),
    at: z.string(),
    since: z.string().nullable(),
    /** The first day of which anything is known; null before the first sync. */
    keptSince: z.string().nullable(),
  });
}

export const membersSnapshot = pageOf(memberState);
export type MembersSnapshot = z.infer<typeof membersSnapshot>;
export type MemberThen = MembersSnapshot["rows"][number];

export const keysSnapshot = pageOf(keyState);
export type KeysSnapshot = z.infer<typeof keysSnapshot>;
export type KeyThen = KeysSnapshot["rows"][number];
