import "server-only";
import type { Actor } from "@/lib/core/auth/session";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";
import { toPersonKey } from "@/lib/core/entry/session-limits";

/** Each question and each hand-over is mailed. A reviewer who hands over row by row needs no more than this. */
const messages = new SharedTokenBucket("review-messages", { capacity: 60, perMinute: 3 });

/** @throws AppError too_many_requests */
export async function limitMessages(actor: Actor): Promise<void> {
  await messages.spend(toPersonKey(actor));
}
