import "server-only";
import type { Actor } from "@/lib/core/auth/session";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";

/** Five messages to everyone at once, then one every two minutes. */
const sends = new SharedTokenBucket("schedule-sends", { capacity: 5, perMinute: 0.5 });

/** @throws AppError too_many_requests, for one person and schedule */
export async function limitSends(actor: Actor, scheduleId: string): Promise<void> {
  await sends.spend(`${actor.email.toLowerCase()} ${scheduleId}`);
}
