import "server-only";
import { getSetting } from "@/lib/settings/mirror";
import { getSessionEnd } from "./session-ends";
import type { Session } from "./token";

/** The name under which sessions are ended: the person's address; the one-time link has none. */
export function toSessionName(session: Session): string {
  return session.kind === "person" ? session.email : "link";
}

/** How long a session holds if nothing happens; 0 or less for one that is over. */
export async function toSecondsLeft(session: Session, now = new Date()): Promise<number> {
  const [idleMinutes, sessionHours, endedAt] = await Promise.all([
    getSetting("idle_minutes"),
    getSetting("session_hours"),
    getSessionEnd(toSessionName(session)),
  ]);
  if (endedAt && session.startedAt * 1000 <= endedAt.getTime()) return 0;
  const overAt = Math.min(session.startedAt + sessionHours * 3_600, session.seenAt + idleMinutes * 60);
  return overAt - now.getTime() / 1000;
}
