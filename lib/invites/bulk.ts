import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { type BulkOperation, defineOperation } from "@/lib/bulk/operation";
import type { NewRow } from "@/lib/bulk/store";
import { checkRows } from "./dry-run";
import { type GivenRoles, toCreation, toWithdrawal } from "./issue";
import { listAddresses } from "./mirror";
import { createInviteInput, type ImportInput } from "./schema";

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
    toWrite: (by, { targetId }) => toWithdrawal(by, targetId),
  }),
];

/** Checked again, so that only new addresses are sent. */
export async function toCreationRows(
  by: By,
  given: ImportInput,
): Promise<(NewRow & { input: GivenRoles })[]> {
  const { rows } = await checkRows(by, given);
  return rows
    .filter(({ mark }) => mark === "new")
    .map(({ email, role, workspaces, workspaceRole }) => {
      // The billing role has access to every workspace already.
      const memberships = role === "billing" ? [] : workspaces;
      const input = { role, workspaces: memberships.map(({ id }) => ({ id, role: workspaceRole })) };
      return { targetId: email.toLowerCase(), label: email, input };
    });
}

export async function toWithdrawalRows(inviteIds: readonly string[]): Promise<NewRow[]> {
  const addresses = await listAddresses(inviteIds);
  return inviteIds.map((targetId) => ({ targetId, label: addresses.get(targetId) ?? targetId }));
}
