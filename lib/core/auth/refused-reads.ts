import "server-only";
import { sql } from "drizzle-orm";
import { headers } from "next/headers";
import { database } from "@/lib/core/db/client";
import { refusedReads } from "@/lib/core/db/request-tables";
import { ignoreWrite } from "@/lib/core/db/version";
import { log } from "@/lib/core/log/log";
import { getClientAddress } from "./client-address";
import type { Actor } from "./session";

/** What the log says about whoever was refused. */
export type Refused = { person: string; session: string | null; address: string };

/** Counted by the database's clock, because several servers add to one hour. A refusal stays one if that fails. */
export async function noteRefusedRead(actor: Actor, permission: string): Promise<Refused> {
  await count(actor, permission).catch((err) => log.warn({ err }, "a refused read was not counted"));
  const { email: person, session } = actor;
  return { person, session: session?.id ?? null, address: getClientAddress(await headers()) };
}

async function count({ email, persona, session }: Actor, permission: string): Promise<void> {
  const [noun = permission] = permission.split(":");
  const { hour, sessionId, noun: about, reads } = refusedReads;
  const db = await database();
  const [counted] = await db
    .insert(refusedReads)
    .values({
      hour: sql`date_trunc('hour', now(), 'UTC')`,
      email,
      persona,
      noun,
      sessionId: session?.id ?? "",
      method: session?.method ?? "",
      address: session?.address ?? "",
      reads: 1,
    })
    .onConflictDoUpdate({
      target: [hour, refusedReads.email, sessionId, about],
      set: { reads: sql`${reads} + 1` },
    })
    .returning({ transaction: sql<string>`pg_current_xact_id()::text` });
  // No kept answer depends on this count.
  if (counted) await ignoreWrite(counted.transaction);
}
