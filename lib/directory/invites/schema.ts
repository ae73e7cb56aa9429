import { z } from "zod";
import { errorCodes } from "@/lib/core/errors/errors";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import { assignableRoles, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import {
  addressShape,
  importMarks,
  maxAddressLength,
  maxCellLength,
  maxImportBytes,
  maxImportRows,
  pendingMembershipStates,
} from "./vocabulary";

export const pendingMembership = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  state: z.enum(pendingMembershipStates),
  error: z.enum([...refusalReasons, ...errorCodes]).nullable(),
});
export type PendingMembership = z.infer<typeof pendingMembership>;

const inviteRow = z.object({
  id: z.string(),
  email: z.string(),
  role: z.string(),
  /** One of `inviteStates`, or one that the vendor added later. */
  state: z.string(),
  invitedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  expiresInDays: z.number().nullable(),
  acceptedAt: z.string().nullable(),
  /** Why it can't be withdrawn, for `reasons.<code>`. */
  reason: z.enum(refusalReasons).nullable(),
  workspaces: z.array(pendingMembership),
});
export type InviteRow = z.infer<typeof inviteRow>;

export const invitesPage = z.object({
  rows: z.array(inviteRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  states: z.array(z.object({ state: z.string(), count: z.number() })),
});
export type InvitesPage = z.infer<typeof invitesPage>;

export const addressCheck = z.object({
  member: z.object({ name: z.string(), email: z.string() }).nullable(),
  invite: inviteRow.pick({ id: true, role: true, expiresInDays: true, workspaces: true }).nullable(),
});
export type AddressCheck = z.infer<typeof addressCheck>;

export const inviteeEmail = z
  .string()
  .trim()
  .max(maxAddressLength)
  .pipe(z.email({ pattern: addressShape }));
const role = z.enum(assignableRoles);
const workspaceRole = z.enum(assignableWorkspaceRoles);
const maxWorkspaces = 100;

const invitedWorkspaces = z
  .array(z.object({ id: z.string().min(1), role: workspaceRole }))
  .max(maxWorkspaces)
  .default([]);
export type InvitedWorkspaces = z.infer<typeof invitedWorkspaces>;

export const createInviteInput = z.object({ email: inviteeEmail, role, workspaces: invitedWorkspaces });
export const withdrawInviteInput = z.object({ inviteId: z.string().min(1) });
export const reissueInviteInput = createInviteInput.extend({ inviteId: z.string().min(1) });
export type NewInvite = z.infer<typeof createInviteInput>;

/** PostgreSQL stores neither NUL nor lone surrogates. */
const cell = z
  .string()
  .max(maxCellLength)
  .refine((value) => !/[\0\p{Surrogate}]/u.test(value));

/** What a person wrote into the table of a checked file. */
export const importEdit = z.object({
  position: z.number().int().min(0).max(maxImportRows),
  email: cell,
  role: cell,
  workspaces: cell,
  workspaceRole: cell,
});
export type ImportEdit = z.infer<typeof importEdit>;

export const importInput = z.object({
  text: z.string().max(maxImportBytes),
  role,
  workspaceIds: z.array(z.string().min(1)).max(maxWorkspaces),
  workspaceRole,
  edits: z.array(importEdit).max(maxImportRows).default([]),
});
export type ImportInput = z.infer<typeof importInput>;

export const inviteChoices = z.array(inviteRow.pick({ id: true, email: true, state: true }));
export type InviteChoice = z.infer<typeof inviteChoices>[number];

export const withdrawInvitesInput = z.object({
  inviteIds: z.array(z.string().min(1)).min(1).max(maxImportRows),
});

const checkedRow = z.object({
  number: z.number(),
  position: z.number(),
  /** As it is in the file, or as a person mended it. */
  given: importEdit.omit({ position: true }).extend({
    email: z.string(),
    role: z.string(),
    workspaces: z.string(),
    workspaceRole: z.string(),
  }),
  workspaceRole: z.string(),
  email: z.string(),
  role: z.string(),
  workspaces: z.array(z.object({ id: z.string(), name: z.string() })),
  mark: z.enum(importMarks),
  culprit: z.string().nullable(),
  /** What the whole cell at fault probably means. */
  suggestion: z.string().nullable(),
});
export type CheckedRow = z.infer<typeof checkedRow>;

export const checkedImport = z.object({ rows: z.array(checkedRow), isCut: z.boolean() });
export type CheckedImport = z.infer<typeof checkedImport>;

export const invitableWorkspaces = z.array(z.object({ id: z.string(), name: z.string() }));
export type InvitableWorkspace = z.infer<typeof invitableWorkspaces>[number];
