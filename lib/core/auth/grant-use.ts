import "server-only";
import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { ignoreWrite } from "@/lib/core/db/version";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { type Actor, isDecidedByGrant } from "./actor";

const hourMs = 3_600_000;
const maxKnown = 10_000;
const known = () => processSingleton("grant-uses", () => new LRUCache<string, number>({ max: maxKnown }));

/** Notes, at most once an hour, that a grant decided who someone is. No kept answer depends on it. */
export async function noteGrantUse(actor: Actor, now = new Date()): Promise<void> {
  const address = actor.email.toLowerCase();
  const agoMs = now.getTime() - (known().get(address) ?? 0);
  // A clock that was set back must not keep it from being noted.
  if (agoMs >= 0 && agoMs < hourMs) return;
  known().set(address, now.getTime());
  if (!(await isDecidedByGrant(actor))) return;
  const db = await database();
  const isOld = or(isNull(grants.lastUsedAt), lte(grants.lastUsedAt, new Date(now.getTime() - hourMs)));
  const [noted] = await db
    .update(grants)
    .set({ lastUsedAt: now })
    .where(and(eq(sql`lower(${grants.email})`, address), isOld))
    .returning({ transaction: sql<string>`pg_current_xact_id()::text` });
  if (noted) await ignoreWrite(noted.transaction);
}
