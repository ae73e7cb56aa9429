import "server-only";
import type { Actor } from "@/lib/core/auth/session";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";
import { toPersonKey } from "@/lib/core/entry/session-limits";

/** Limits what a person sends by hand, each to up to 20 recipients. It isn't reset by new schedules or budgets. */
const sends = new SharedTokenBucket("hand-sends", { capacity: 20, perMinute: 1 });

/** @throws AppError too_many_requests, for whatever one person sends by hand */
export async function limitHandSends(actor: Actor): Promise<void> {
  await sends.spend(toPersonKey(actor));
}
