import "server-only";
import { AppError, type ErrorCode } from "@/lib/errors";
import { syncInvites } from "@/lib/invites/sync";
import { syncApiKeys } from "@/lib/keys/sync";
import { syncMembers } from "@/lib/members/sync";
import { syncWorkspaceMembers, syncWorkspaces } from "@/lib/workspaces/sync";
import { giveOwedMemberships } from "./accepted-invites";
import { syncOrganization } from "./organization";

/** Each part is whole by itself, so an end between two or within one leaves nothing to undo. */
const parts = [syncMembers, syncWorkspaces, syncWorkspaceMembers, syncApiKeys, syncInvites];

/** What the API refuses of one part says nothing about the others. */
const ofOnePart: ErrorCode[] = ["key_rejected", "refused", "not_found"];

/** @throws AppError the first refusal, once all other parts are read; any other error at once */
export async function syncDirectory(signal?: AbortSignal): Promise<void> {
  await syncOrganization();
  const refusals: AppError[] = [];
  for (const sync of parts) {
    signal?.throwIfAborted();
    await sync(signal).catch((cause) => {
      if (!(cause instanceof AppError) || !ofOnePart.includes(cause.code)) throw cause;
      refusals.push(cause);
    });
  }
  if (refusals[0]) throw refusals[0];
  signal?.throwIfAborted();
  // Last: it goes by who is a member now, and which invites were accepted.
  await giveOwedMemberships(signal);
}
