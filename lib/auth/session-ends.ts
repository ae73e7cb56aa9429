import "server-only";
import { eq } from "drizzle-orm";
import { sessionEnds } from "@/lib/db/access-tables";
import { database, type Transaction } from "@/lib/db/client";

/** When the sessions of this address were ended last. */
export async function getSessionEnd(email: string): Promise<Date | null> {
  const db = await database();
  const [found] = await db
    .select({ endedAt: sessionEnds.endedAt })
    .from(sessionEnds)
    .where(eq(sessionEnds.email, email.toLowerCase()));
  return found?.endedAt ?? null;
}

/** Every session of this address that has begun by now is over, in every process. */
export async function endSessionsOf(tx: Transaction, email: string, endedBy: string): Promise<void> {
  const end = { endedAt: new Date(), endedBy };
  await tx
    .insert(sessionEnds)
    .values({ email: email.toLowerCase(), ...end })
    .onConflictDoUpdate({ target: sessionEnds.email, set: end });
}
