import "server-only";
import { openEntry } from "@/lib/core/audit/entry";
import { getAddressActor } from "@/lib/core/auth/actor";
import { deleteSessions, type EndedSession } from "@/lib/core/auth/provider-session-store";
import { linkEmail } from "@/lib/core/auth/vocabulary";

export type Reason = "back_channel" | "front_channel" | "refused";

/** Audited in the name of the address, because nobody at the provider is known here. */
export async function endByProvider(
  sessions: readonly EndedSession[],
  method: string,
  reason: Reason,
): Promise<void> {
  for (const email of new Set(sessions.map((session) => session.email ?? linkEmail))) {
    const after = { method, reason };
    const entry = await openEntry({
      actor: getAddressActor(email),
      action: "session.end_by_provider",
      targetId: null,
      request: after,
    });
    const ended = sessions.filter((session) => (session.email ?? linkEmail) === email);
    const ids = ended.map(({ id }) => id);
    await entry.settle({ outcome: "succeeded", label: email, after }, (tx) => deleteSessions(tx, ids));
  }
}
