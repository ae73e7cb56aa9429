import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { bulkRuns } from "@/lib/core/db/own-tables";

type OpenRuns = { own: number; all: number; later: number };

/** `later` are those that wait for their time. */
export async function countOpenRuns(email: string): Promise<OpenRuns> {
  const db = await database();
  const isDue = sql`coalesce(${bulkRuns.startsAt} <= now(), true)`;
  const isTheirs = sql`lower(${bulkRuns.createdBy}) = ${email.toLowerCase()}`;
  const [found] = await db
    .select({
      own: sql`count(*) filter (where ${isDue} and ${isTheirs})`.mapWith(Number),
      all: sql`count(*) filter (where ${isDue})`.mapWith(Number),
      later: sql`count(*) filter (where not ${isDue})`.mapWith(Number),
    })
    .from(bulkRuns)
    .where(and(isNull(bulkRuns.finishedAt), eq(bulkRuns.isProposed, false)));
  return found ?? { own: 0, all: 0, later: 0 };
}
