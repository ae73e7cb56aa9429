import "server-only";
import { syncInvites } from "@/lib/invites/sync";
import { syncApiKeys } from "@/lib/keys/sync";
import { syncMembers } from "@/lib/members/sync";
import { syncWorkspaceMembers, syncWorkspaces } from "@/lib/workspaces/sync";
import { giveOwedMemberships } from "./accepted-invites";
import { syncOrganization } from "./organization";

/** Each part is whole by itself, so an end between two or within one leaves nothing to undo. */
const parts = [
  syncOrganization,
  syncMembers,
  syncWorkspaces,
  syncWorkspaceMembers,
  syncApiKeys,
  syncInvites,
  giveOwedMemberships, // Last: it goes by who is a member now, and which invites were accepted.
];

export async function syncDirectory(signal?: AbortSignal): Promise<void> {
  for (const sync of parts) {
    signal?.throwIfAborted();
    await sync(signal);
  }
}
