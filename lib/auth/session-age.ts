import "server-only";
import { getSettings } from "@/lib/settings/mirror";
import { getSessionEnd } from "./session-ends";
import type { Session } from "./token";

/** The name under which sessions are ended: the person's address; the one-time link has none. */
export function toSessionName(session: Session): string {
  return session.kind === "person" ? session.email : "link";
}

/** How long a session holds if nothing happens; 0 or less for one that is over. */
export async function toSecondsLeft(session: Session, now = new Date()): Promise<number> {
  const [settings, endedAt] = await Promise.all([getSettings(), getSessionEnd(toSessionName(session))]);
  if (endedAt && session.startedAt * 1000 <= endedAt.getTime()) return 0;
  const overAt = Math.min(
    session.startedAt + settings.session_hours * 3_600,
    session.seenAt + settings.idle_minutes * 60,
  );
  return overAt - now.getTime() / 1000;
}
