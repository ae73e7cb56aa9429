import "server-only";
import { database } from "@/lib/db/client";
import { isMirrored, markMirrored, markSeen } from "@/lib/db/first-sync";
import { syncListing, syncPart } from "@/lib/db/sync-listing";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { fetchMembership, fetchWorkspace, fetchWorkspaceMembers, fetchWorkspaces } from "./gateway";
import {
  forgetUnstaffed,
  isOfWorkspace,
  listLedMemberships,
  listStaffedWorkspaceIds,
  workspaceMemberMirror,
  workspaceMirror,
} from "./mirror";
import { applyMembership, saveWorkspace } from "./write-mirror";

export function syncWorkspaces(signal?: AbortSignal): Promise<void> {
  return syncListing(workspaceMirror, () => fetchWorkspaces(signal));
}

export async function completeWorkspace(workspaceId: string): Promise<void> {
  const db = await database();
  await Promise.allSettled([fetchWorkspace(workspaceId).then((found) => found && saveWorkspace(db, found))]);
}

export async function syncWorkspaceMembers(signal?: AbortSignal): Promise<void> {
  const startedAt = new Date();
  const staffed = await listStaffedWorkspaceIds();
  let isWhole = true;
  for (const workspaceId of staffed) isWhole = (await syncMembersOf(workspaceId, signal)) && isWhole;
  if (isWhole) await markSeen(workspaceMemberMirror.noun, startedAt);
  await forgetUnstaffed(staffed);
}

/** If the API refuses a list, its rows stay and the others continue. Returns whether it was listed. */
async function syncMembersOf(workspaceId: string, signal?: AbortSignal): Promise<boolean> {
  const part = `${workspaceMemberMirror.noun}:${workspaceId}`;
  const isRecorded = await isMirrored(part);
  const startedAt = new Date();
  const fetchRows = () => fetchWorkspaceMembers(workspaceId, signal);
  try {
    const requestIds = await syncPart(workspaceMemberMirror, fetchRows, {
      isRecorded,
      part: workspaceId,
      scope: isOfWorkspace(workspaceId),
    });
    if (!isRecorded) await markMirrored(part);
    await markSeen(part, startedAt, requestIds);
    return true;
  } catch (cause) {
    const isItsOwn = cause instanceof AppError && ["refused", "not_found"].includes(cause.code);
    if (!isItsOwn) throw cause;
    log.debug({ workspaceId, code: cause.code }, "the API does not list this workspace's members");
    return false;
  }
}

/** Someone who leads more waits for the next sync, because each workspace takes a request. */
const maxLed = 20;

export async function syncLedMemberships(email: string): Promise<void> {
  const db = await database();
  const led = await listLedMemberships(email, maxLed);
  await Promise.all(
    led.map(async (membership) => {
      const found = await fetchMembership(membership);
      await db.transaction((tx) => applyMembership(tx, membership, found));
    }),
  );
}
