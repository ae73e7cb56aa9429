import "server-only";
import { fetchKeyStatus } from "./gateway";
import { listEndingKeyIds, saveKeyStatus } from "./offboarding-mirror";

export async function syncKeysOfLeaver(memberId: string): Promise<void> {
  const keyIds = await listEndingKeyIds(memberId);
  await Promise.allSettled(keyIds.map(syncKey));
}

async function syncKey(keyId: string): Promise<void> {
  const found = await fetchKeyStatus(keyId);
  if (found) await saveKeyStatus(found);
}
