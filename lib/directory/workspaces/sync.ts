import "server-only";
import { database } from "@/lib/core/db/client";
import { isMirrored, markMirrored, markSeen } from "@/lib/core/db/first-sync";
import { syncListing, syncPart } from "@/lib/core/db/sync-listing";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
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

/** Errors that may concern one workspace alone, as long as listing a second one's members doesn't fail as well. */
const ofOneWorkspace: ErrorCode[] = ["key_rejected", "api_failed", "bad_answer"];

/** @throws AppError a single failing list after all others are read; any other error, and a second one, immediately */
export async function syncWorkspaceMembers(signal?: AbortSignal): Promise<void> {
  const startedAt = new Date();
  const staffed = await listStaffedWorkspaceIds();
  const failures: AppError[] = [];
  let isWhole = true;
  for (const workspaceId of staffed) {
    const isListed = await syncMembersOf(workspaceId, signal).catch((cause: unknown) => {
      if (!(cause instanceof AppError) || !ofOneWorkspace.includes(cause.code)) throw cause;
      failures.push(cause);
      return false;
    });
    isWhole = isListed && isWhole;
    if (failures.length > 1) break;
  }
  if (isWhole) await markSeen(workspaceMemberMirror.noun, startedAt);
  await forgetUnstaffed(staffed);
  const [failure, second] = failures;
  // A key that lists the others' members is good.
  const isGoodKey = failure?.code === "key_rejected" && !second && staffed.length > 1;
  if (failure && !isGoodKey) throw failure;
}

const toPart = (workspaceId: string) => `${workspaceMemberMirror.noun}:${workspaceId}`;

/** If the API refuses a list, its rows stay and the others continue. Returns whether it was listed. */
async function syncMembersOf(workspaceId: string, signal?: AbortSignal): Promise<boolean> {
  const part = toPart(workspaceId);
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
      const own = (await isMirrored(toPart(membership.workspaceId))) ? { properties: [] } : ("all" as const);
      await db.transaction((tx) => applyMembership(tx, membership, found, own));
    }),
  );
}
