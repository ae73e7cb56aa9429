import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { isOfPersonNow } from "@/lib/core/auth/person-sql";
import type { Actor } from "@/lib/core/auth/session";
import { bulkRuns } from "@/lib/core/db/own-tables";

/** Leaves out runs of a person who had the address before. */
export function isStartedBy({ email }: Pick<Actor, "email">): SQL | undefined {
  const isTheirs = eq(sql`lower(${bulkRuns.createdBy})`, email.toLowerCase());
  return and(isTheirs, isOfPersonNow(email, bulkRuns.createdAt));
}
