import "server-only";
import { type AuditEntry, openEntry } from "@/lib/audit/entry";
import { writeThrough } from "@/lib/audit/write-through";
import type { Permit } from "@/lib/auth/permit";
import { AppError } from "@/lib/errors";
import {
  createInviteInOrganization,
  fetchInvite,
  findPendingInvite,
  removeInviteFromOrganization,
} from "./gateway";
import { applyInvite, findObstacles, getInvite, saveInvite } from "./mirror";
import type { NewInvite } from "./schema";

type By = Permit<"invites:write">;

/** Sent once, whatever happens: after a lost answer the invites of the address tell what became of it. */
export async function issueInvite(by: By, entry: AuditEntry, invite: NewInvite): Promise<void> {
  await writeThrough(entry, {
    before: async () => {
      await refuseKnownAddress(invite.email);
      return { label: invite.email, state: null };
    },
    send: () => createInviteInOrganization(by, invite),
    apply: async (tx, found) => {
      if (found) await saveInvite(tx, found);
    },
    reread: () => findPendingInvite(invite.email),
    isDone: (found) => found?.role === invite.role,
  });
}

export async function withdrawPending(by: By, entry: AuditEntry, inviteId: string): Promise<void> {
  await writeThrough(entry, {
    before: () => readPending(inviteId),
    send: () => removeInviteFromOrganization(by, inviteId),
    apply: (tx, found) => applyInvite(tx, inviteId, found),
    reread: () => fetchInvite(inviteId),
    isDone: (found) => found === null || found.status === "deleted",
  });
}

type Reissue = NewInvite & { inviteId: string };

/** Invites cannot be changed, so one is withdrawn and another one created: two acts, each with its lines in the log. */
export async function replaceInvite(
  by: By,
  entry: AuditEntry,
  { inviteId, ...invite }: Reissue,
): Promise<void> {
  const { label } = await readPending(inviteId);
  if (label.toLowerCase() !== invite.email.toLowerCase())
    throw new AppError("conflict", "the invite is for another address");
  const withdrawal = await openEntry({
    actor: by.actor,
    action: "invite.withdraw",
    targetId: inviteId,
    request: { inviteId },
  });
  await withdrawPending(by, withdrawal, inviteId);
  await issueInvite(by, entry, invite);
}

/** The API refuses these anyway; known beforehand, nothing is sent. */
async function refuseKnownAddress(email: string): Promise<void> {
  const { member, invite } = await findObstacles(email);
  if (member) throw new AppError("refused", "a member has this address", { reason: "already_member" });
  if (invite)
    throw new AppError("refused", "the address has a pending invite", { reason: "invite_already_exists" });
}

async function readPending(inviteId: string) {
  const { email, role, state } = await getInvite(inviteId);
  if (state !== "pending")
    throw new AppError("refused", `the invite is ${state}`, { reason: "invite_not_pending" });
  return { label: email, state: { email, role, status: state } };
}
