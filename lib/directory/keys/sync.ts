import "server-only";
import { syncListing } from "@/lib/core/db/sync-listing";
import { fetchApiKeys } from "./gateway";
import { apiKeyMirror } from "./mirror";

export function syncApiKeys(signal?: AbortSignal): Promise<void> {
  return syncListing(apiKeyMirror, () => fetchApiKeys(signal));
}
