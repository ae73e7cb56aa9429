import "server-only";
import { type Client, toClient } from "@/lib/account/sessions/browser-name";
import { openEntry } from "@/lib/core/audit/entry";
import { type Actor, getActor, getLinkActor } from "@/lib/core/auth/actor";
import type { SignedIn } from "@/lib/core/auth/options";
import { findSession, type Session } from "@/lib/core/auth/session-store";
import { database } from "@/lib/core/db/client";
import { insertDevice, isFromBefore, touchDevice } from "./device-store";

/**
 * Records a sign-in from a device that this person hasn't used before. Personas of the sandbox belong to whoever
 * clicks, so they have no devices. If the record can't be written, the sign-in fails.
 */
export async function noteSignIn(
  { token, device: value, locale }: SignedIn,
  now = new Date(),
): Promise<void> {
  const session = (await findSession(token))?.session;
  if (!session || session.email === null || session.method === "sandbox") return;
  const { id: sessionId, email, address } = session;
  const client = toClient(session.userAgent);
  const device = { email, value, ...client, locale, sessionId };
  if (await touchDevice(device, now)) return;
  if (await isFromBefore(email, address)) return insertDevice(await database(), device, now);
  const actor = await getActor(email);
  if (!actor) return;
  const entry = await open({ ...actor, session }, "session.new_device");
  await entry.settle({ outcome: "succeeded", label: toLabel(client), after: client }, (tx) =>
    insertDevice(tx, device, now),
  );
}

/** Each use is recorded: the link belongs to no one, so it has no known devices. */
export async function noteLinkUse(token: string): Promise<void> {
  const session = (await findSession(token))?.session;
  if (!session) return;
  const client = toClient(session.userAgent);
  const entry = await open({ ...getLinkActor(), session }, "session.use_link");
  await entry.settle({ outcome: "succeeded", label: toLabel(client), after: client });
}

function open(actor: Actor & { session: Session }, action: "session.new_device" | "session.use_link") {
  return openEntry({ actor, action, targetId: actor.session.id, request: null });
}

function toLabel({ browser, system }: Client): string | undefined {
  return [browser, system && `(${system})`].filter(Boolean).join(" ") || undefined;
}
