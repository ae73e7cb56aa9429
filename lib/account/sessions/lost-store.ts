import "server-only";
import { sql } from "drizzle-orm";
import { endSessionsOf } from "@/lib/core/auth/session-store";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { isMirrored } from "@/lib/core/db/first-sync";
import { listKnown } from "@/lib/core/delivery/addresses-store";

/**
 * Ends the sessions of people who have left or lost their grant, also those that nobody uses meanwhile: what is given to
 * them later doesn't come with what they had open. Before the first listing, nobody has left.
 */
export async function endLostSessions(): Promise<void> {
  if (!(await isMirrored("member"))) return;
  const db = await database();
  const found = await db
    .selectDistinct({ email: sql<string | null>`lower(${sessions.email})` })
    .from(sessions);
  const open = found.flatMap(({ email }) => (email === null || email === linkEmail ? [] : [email]));
  const known = new Set(await listKnown(open));
  const lost = open.filter((email) => !known.has(email));
  if (lost.length === 0) return;
  await db.transaction(async (tx) => {
    for (const email of lost) await endSessionsOf(tx, email);
  });
}
