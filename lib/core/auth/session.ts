import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { database } from "@/lib/core/db/client";
import { isMirrored } from "@/lib/core/db/first-sync";
import { isAccepted, isOffered } from "./accepted-method";
import { type Actor, getActor, getLinkActor } from "./actor";
import { toCookie } from "./cookies";
import { refuseStaleDirectory } from "./directory-age";
import { noteGrantUse } from "./grant-use";
import { isSecure } from "./origin";
import { currentProgram } from "./program";
import { requireProof } from "./proof";
import { wasSamePerson } from "./same-person";
import { endSession, findSession, type Session, toSecondsLeft, touchSession } from "./session-store";
import { linkEmail } from "./vocabulary";

export type { Actor } from "./actor";

/**
 * Looked up once per request; null for strangers.
 * @throws AppError organization_unproven
 */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const program = currentProgram();
  if (program) return program;
  const found = await currentSession();
  if (!found || !isOffered(found.session, found.session.email ?? linkEmail)) return null;
  await requireProof(found.owner);
  const actor = await toActor(found.session);
  if (!actor) {
    await endLostSession(found.session.id);
    return null;
  }
  // Checked every time: the person may have become an admin since.
  if (!isAccepted(actor, found.session)) return null;
  await noteGrantUse(actor);
  return { ...actor, session: found.session };
});

/**
 * For reads.
 * @throws AppError organization_unproven, directory_stale
 */
export const currentReader = cache(async (): Promise<Actor | null> => {
  const actor = await currentActor();
  if (actor) await refuseStaleDirectory(actor);
  return actor;
});

export async function renewSession(): Promise<number> {
  const found = await currentSession();
  if (!found) return 0;
  const seenAt = new Date();
  await touchSession(found.session.id, seenAt);
  return toSecondsLeft({ ...found.session, seenAt });
}

export async function getSecondsLeft(): Promise<number> {
  const found = await currentSession();
  return found ? toSecondsLeft(found.session) : 0;
}

const currentSession = cache(async () => {
  const { name } = toCookie("sessionToken", isSecure(await headers()));
  const token = (await cookies()).get(name)?.value;
  return token ? findSession(token) : null;
});

/**
 * Of someone who has left or lost their grant: what is given to them later doesn't come with what they had open. Before
 * the first listing, nobody has left.
 */
async function endLostSession(id: string): Promise<void> {
  if (!(await isMirrored("member"))) return;
  const db = await database();
  await db.transaction((tx) => endSession(tx, id));
}

/** Whoever has the address by now gets no session of someone before them. */
async function toActor({ email, memberId, startedAt }: Session): Promise<Actor | null> {
  if (email === null) return getLinkActor();
  const actor = await getActor(email);
  return actor && (await wasSamePerson(actor, { memberId, at: startedAt })) ? actor : null;
}
