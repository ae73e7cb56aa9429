import "server-only";
import { database } from "@/lib/core/db/client";
import { isMirrored } from "@/lib/core/db/first-sync";
import { syncListing } from "@/lib/core/db/sync-listing";
import { fetchMember, fetchMembers, findMemberByEmail } from "./gateway";
import { applyMember, findMemberId, memberMirror, saveMember } from "./mirror";

export function syncMembers(signal?: AbortSignal): Promise<void> {
  return syncListing(memberMirror, () => fetchMembers(signal));
}

/** What changed elsewhere is recorded as a listing would, because the next one finds nothing new. */
export async function syncMemberByEmail(email: string): Promise<void> {
  const db = await database();
  const found = await findMemberByEmail(email);
  const own = (await isMirrored(memberMirror.noun)) ? { properties: [] } : ("all" as const);
  if (found) return saveMember(db, found, own);
  const memberId = await findMemberId(email);
  if (!memberId) return;
  // No one has this address anymore. Only asking for the ID tells a removal from a new address.
  const known = await fetchMember(memberId);
  await db.transaction((tx) => applyMember(tx, memberId, known, own));
}
