import "server-only";
import type { Seen } from "@/lib/core/admin-api/list-all";
import { type AuditEntry, openEntry } from "@/lib/core/audit/entry";
import { type Write, writeThrough } from "@/lib/core/audit/write-through";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { requireFresh } from "@/lib/core/auth/step-up";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { AppError } from "@/lib/core/errors/errors";
import { findOutside } from "@/lib/core/organization/own-domains";
import {
  createInviteInOrganization,
  fetchInvite,
  findPendingInvite,
  removeInviteFromOrganization,
} from "./gateway";
import { listInvitableWorkspaces } from "./import-read-model";
import { findObstacles } from "./list-read-model";
import { applyInvite, getInvite, saveInvite } from "./mirror";
import { deletePendingMemberships, savePendingMemberships } from "./pending-memberships-store";
import type { Invite } from "./response-schema";
import type { NewInvite } from "./schema";

type By = Permit<"invites:write">;

export type GivenRoles = { role: string; workspaces: { id: string; role: string }[] };

function listGivenRoles({ role, workspaces }: GivenRoles): string[] {
  return [role, ...workspaces.map((workspace) => workspace.role)];
}

/** @throws AppError step_up_required for an address outside of the organization, or a role that decides on access */
export async function requireFreshToInvite(
  { actor }: By,
  invites: readonly (GivenRoles & { email: string })[],
): Promise<void> {
  await requireFreshToGive(actor, invites.flatMap(listGivenRoles));
  const outside = await findOutside(invites.map(({ email }) => email));
  if (outside.length > 0) await requireFresh(actor);
}

/** Sent once: after a lost answer, the address's invites show what happened. */
export function toCreation(by: By, invite: NewInvite): Write<Seen<Invite>> {
  const { email, role, workspaces } = invite;
  return {
    before: async () => {
      await refuseKnownAddress(email);
      await refuseOtherWorkspaces(by, workspaces);
      return { label: email, state: null };
    },
    send: () => createInviteInOrganization(by, invite),
    apply: async (tx, found, own) => {
      if (!found) return;
      await saveInvite(tx, found, own);
      await savePendingMemberships(tx, { email, workspaces, actor: by.actor });
    },
    reread: () => findPendingInvite(email),
    isDone: (found) => found?.role === role,
  };
}

/** Also forgets the workspaces selected for the person, unless they are invited again immediately. */
export function toWithdrawal(by: By, inviteId: string, { isReplaced = false } = {}): Write<Seen<Invite>> {
  let email: string | undefined;
  return {
    before: async () => {
      const pending = await readPending(inviteId);
      email = pending.label;
      return pending;
    },
    send: () => removeInviteFromOrganization(by, inviteId),
    apply: async (tx, found, own) => {
      await applyInvite(tx, inviteId, found, own);
      if (email !== undefined && isGone(found) && !isReplaced) await deletePendingMemberships(tx, email);
    },
    reread: () => fetchInvite(inviteId),
    isDone: isGone,
  };
}

function isGone(found: Invite | null): boolean {
  return found === null || found.status === "deleted";
}

type Reissue = NewInvite & { inviteId: string };

/** Invites can't be changed, so this withdraws one and creates another, as two audited operations. */
export async function replaceInvite(
  by: By,
  entry: AuditEntry,
  { inviteId, ...invite }: Reissue,
): Promise<void> {
  const { label } = await readPending(inviteId);
  if (label.toLowerCase() !== invite.email.toLowerCase())
    throw new AppError("conflict", "the invite is for another address");
  await refuseOtherWorkspaces(by, invite.workspaces);
  const withdrawal = await openEntry({
    actor: by.actor,
    action: "invite.withdraw",
    targetId: inviteId,
    request: { inviteId },
  });
  await writeThrough(withdrawal, toWithdrawal(by, inviteId, { isReplaced: true }));
  entry.hasOtherChange = true;
  await writeThrough(entry, toCreation(by, invite));
}

/** The API would refuse these anyway, so nothing is sent. */
async function refuseKnownAddress(email: string): Promise<void> {
  const { member, invite } = await findObstacles(email);
  if (member) throw new AppError("refused", "a member has this address", { reason: "already_member" });
  if (invite)
    throw new AppError("refused", "the address has a pending invite", { reason: "invite_already_exists" });
}

/** A workspace archived since it was chosen can't be assigned, and none by a token that may only invite. */
async function refuseOtherWorkspaces(by: By, given: NewInvite["workspaces"]): Promise<void> {
  if (given.length === 0) return;
  permitActor(by.actor, "memberships:write");
  const known = new Set((await listInvitableWorkspaces(by)).map(({ id }) => id));
  if (given.some(({ id }) => !known.has(id)))
    throw new AppError("refused", "a workspace is not there any more", { reason: "archived_workspace" });
}

async function readPending(inviteId: string) {
  const { email, role, state } = await getInvite(inviteId);
  if (state !== "pending")
    throw new AppError("refused", `the invite is ${state}`, { reason: "invite_not_pending" });
  return { label: email, state: { email, role, status: state } };
}
