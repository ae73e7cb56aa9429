import "server-only";
import { AppError } from "@/lib/errors";
import { getSetting } from "@/lib/settings/store";
import type { Actor } from "./actor";

/** A session without a time proves nothing, and neither does a time in the future. */
export async function isFresh({ session }: Pick<Actor, "session">, now = new Date()): Promise<boolean> {
  return isWithinWindow(session?.authenticatedAt ?? null, now);
}

/** @throws AppError step_up_required where the last proof is too old, or there is none */
export async function requireFresh(actor: Pick<Actor, "session">, now = new Date()): Promise<void> {
  if (!(await isFresh(actor, now)))
    throw new AppError("step_up_required", "the sign-in is older than the rules allow for this operation");
}

export async function isWithinWindow(at: Date | null, now = new Date()): Promise<boolean> {
  if (at === null) return false;
  const ageMs = now.getTime() - at.getTime();
  return ageMs >= 0 && ageMs <= (await getSetting("step_up_minutes")) * 60_000;
}
