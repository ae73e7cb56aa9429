import "server-only";
import { database } from "@/lib/db/client";
import { syncListing } from "@/lib/db/sync-listing";
import { fetchMembers, findMemberByEmail } from "./gateway";
import { memberMirror, saveMember } from "./mirror";
import type { Member } from "./schema";

export function syncMembers(signal?: AbortSignal): Promise<void> {
  return syncListing(memberMirror, () => fetchMembers(signal));
}

/** Asks the API for one person, for somebody who signs in before the mirror knows them. */
export async function syncMemberByEmail(email: string): Promise<Member | null> {
  const found = await findMemberByEmail(email);
  if (found) await saveMember(await database(), found);
  return found;
}
