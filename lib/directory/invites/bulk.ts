import "server-only";
import { z } from "zod";
import type { Permit } from "@/lib/core/auth/permit";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import type { NewRow } from "@/lib/core/bulk/store";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { checkImport } from "./dry-run";
import { toCreation, toWithdrawal } from "./issue";
import { listAddresses, listResendable } from "./mirror";
import { listPendingByAddress } from "./pending-memberships-store";
import { toPlanWrite } from "./plan-access";
import { createInviteInput, type ImportInput, type NewInvite } from "./schema";

type By = Permit<"invites:write">;

/** A creation's target is an address: after a crash, the API is asked for it before anything is sent again. */
export const inviteOperations: BulkOperation[] = [
  defineOperation({
    name: "invite.create",
    permission: "invites:write",
    input: createInviteInput.omit({ email: true }),
    toWrite: (by, { label, input }) => toCreation(by, { email: label, ...input }),
  }),
  defineOperation({
    name: "invite.withdraw",
    permission: "invites:write",
    /** An invite that is sent again keeps the workspaces chosen for it. */
    input: z.object({ isReplaced: z.boolean().default(false) }),
    toWrite: (by, { targetId, input }) => toWithdrawal(by, targetId, input),
  }),
  defineOperation({
    name: "workspace_member.plan",
    permission: "memberships:write",
    /** A null role discards the planned membership. */
    input: z.object({ role: z.enum(assignableWorkspaceRoles).nullable(), expected: z.string().nullable() }),
    toWrite: (by, { targetId, input }) => {
      const [workspaceId = "", inviteId = ""] = targetId.split("/");
      return toPlanWrite(by, { workspaceId, inviteId }, input);
    },
  }),
];

/** Checked again, so that only new addresses are sent. */
export async function toCreationRows(by: By, given: ImportInput): Promise<NewRow[]> {
  const { rows } = await checkImport(by, given);
  return rows
    .filter(({ mark }) => mark === "new")
    .map(({ email, role, workspaces, workspaceRole }) => {
      const input = { role, workspaces: workspaces.map(({ id }) => ({ id, role: workspaceRole })) };
      return { targetId: email.toLowerCase(), label: email, input };
    });
}

export async function toWithdrawalRows(inviteIds: readonly string[]): Promise<NewRow[]> {
  const addresses = await listAddresses(inviteIds);
  return inviteIds.map((targetId) => ({ targetId, label: addresses.get(targetId) ?? targetId }));
}

/**
 * Invites can't be renewed, so each is withdrawn, unless it has expired, and created again with what it gave. Invites
 * with a role that can't be given, and those that were accepted, are left out.
 */
export async function toResendRows(inviteIds: readonly string[]): Promise<NewRow[]> {
  const found = await listResendable(inviteIds);
  const pending = await listPendingByAddress(found.map(({ email }) => email.toLowerCase()));
  return found.flatMap(({ id, email, role, state }): NewRow[] => {
    const given = createInviteInput.safeParse({
      email,
      role,
      workspaces: pending.get(email.toLowerCase())?.map((one) => ({ id: one.id, role: one.role })) ?? [],
    });
    if (!given.success) return [];
    const { email: targetId, ...input } = given.data;
    const creation: NewRow = {
      operation: "invite.create",
      targetId: targetId.toLowerCase(),
      label: email,
      input,
    };
    if (state !== "pending") return [creation];
    const withdrawal = { operation: "invite.withdraw" as const, targetId: id, label: email };
    return [{ ...withdrawal, input: { isReplaced: true } }, creation];
  });
}

/** What the rows would create, which may need a recent sign-in. */
export function listCreated(rows: readonly NewRow[]): NewInvite[] {
  return rows.flatMap(({ operation = "invite.create", label, input }) =>
    operation === "invite.create" ? [createInviteInput.parse({ ...input, email: label })] : [],
  );
}
