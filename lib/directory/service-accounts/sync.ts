import "server-only";
import { createHash } from "node:crypto";
import { getOauthToken } from "@/lib/core/admin-api/key";
import { syncPart } from "@/lib/core/db/sync-listing";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { fetchServiceAccounts } from "./gateway";
import { getReading, saveReading, serviceAccountMirror } from "./mirror";

const freshMs = 3_600_000;

/**
 * Reads hourly if an OAuth token is given, and immediately after a refused token was replaced. A refusal affects only
 * this part; what was known stays.
 */
export async function syncServiceAccounts(signal?: AbortSignal): Promise<void> {
  const askedAt = new Date();
  try {
    const token = await getOauthToken();
    if (token === null || !(await isDue(token, askedAt))) return;
    await syncPart(serviceAccountMirror, () => fetchServiceAccounts(signal), { isRecorded: false });
    await saveReading(null, askedAt);
  } catch (cause) {
    if (!(cause instanceof AppError) || signal?.aborted) throw cause;
    await noteRefusal(cause, askedAt);
  }
}

async function isDue(token: string, now: Date): Promise<boolean> {
  const last = await getReading();
  // Never the token itself, because this outlives the request.
  const digest = createHash("sha256").update(token).digest("hex");
  const known = processSingleton("oauth-token-digest", () => ({ digest }));
  const isOther = known.digest !== digest;
  known.digest = digest;
  return !last || now.getTime() - last.probedAt.getTime() >= freshMs || (isOther && !last.isGranted);
}

async function noteRefusal(error: AppError, askedAt: Date): Promise<void> {
  const last = await getReading();
  if (last?.errorCode !== error.code)
    log.warn({ code: error.code, requestId: error.failure.requestId }, "service accounts could not be read");
  await saveReading(error, askedAt);
}
