import "server-only";
import { proveOrganization } from "@/lib/core/auth/proof";
import { getParts } from "@/lib/core/db/parts";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import type { Capability } from "@/lib/directory/capabilities/vocabulary";
import { syncInvites } from "@/lib/directory/invites/sync";
import { syncApiKeys } from "@/lib/directory/keys/sync";
import { syncMembers } from "@/lib/directory/members/sync";
import { syncServiceAccounts } from "@/lib/directory/service-accounts/sync";
import { syncWorkspaceMembers, syncWorkspaces } from "@/lib/directory/workspaces/sync";
import { assignPendingMemberships } from "./accepted-invites";
import { noteAnswer, type Refusal, settleRefusals } from "./parts";

type Step = { part: Capability; sync: (signal?: AbortSignal) => Promise<void> };

/** Each step is complete by itself, so an interruption leaves nothing to undo. */
const steps: Step[] = [
  { part: "members", sync: syncMembers },
  { part: "workspaces", sync: syncWorkspaces },
  { part: "workspaces", sync: syncWorkspaceMembers },
  { part: "api_keys", sync: syncApiKeys },
  { part: "invites", sync: syncInvites },
];

const ofOnePart: ErrorCode[] = ["key_rejected", "refused", "not_found"];
/** One address may answer so for hours. Two such parts are an API that fails. */
const ofOneAddress: ErrorCode[] = ["api_failed", "bad_answer"];

/**
 * Skips parts that this organization doesn't have; the capabilities job checks them again.
 * @throws AppError the first refusal or failing part after all other parts are read; any other error, and a second failing
 * part, immediately
 */
export async function syncDirectory(signal?: AbortSignal): Promise<void> {
  await proveOrganization();
  const parts = await getParts();
  const refusals: Refusal[] = [];
  let broken: AppError | null = null;
  for (const { part, sync } of steps) {
    if (parts.isUnavailable(part)) continue;
    signal?.throwIfAborted();
    const error = await sync(signal).then(() => null, toOwnError);
    if (error && ofOneAddress.includes(error.code)) {
      if (broken) throw broken;
      broken = error;
    } else if (error) refusals.push({ part, error });
    else if (!refusals.some((refusal) => refusal.part === part)) await noteAnswer(part, parts);
  }
  await syncServiceAccounts(signal);
  const [failure = broken] = await settleRefusals(refusals, signal);
  if (failure) throw failure;
  signal?.throwIfAborted();
  // Last, because it depends on current members and accepted invites.
  await assignPendingMemberships(signal);
}

function toOwnError(cause: unknown): AppError {
  if (cause instanceof AppError && [...ofOnePart, ...ofOneAddress].includes(cause.code)) return cause;
  throw cause;
}
