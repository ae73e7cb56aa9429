import "server-only";
import { syncListing } from "@/lib/core/db/sync-listing";
import { fetchInvites } from "./gateway";
import { inviteMirror } from "./mirror";

export function syncInvites(signal?: AbortSignal): Promise<void> {
  return syncListing(inviteMirror, () => fetchInvites(signal));
}
