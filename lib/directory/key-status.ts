import "server-only";
import { sql } from "drizzle-orm";
import { apiKeys } from "@/lib/db/directory-tables";

/** A key expires on time, even if the mirror hasn't heard of it. */
export const currentStatus = sql<string>`case when ${apiKeys.status} in ('active', 'inactive')
  and ${apiKeys.expiresAt} <= now() then 'expired' else ${apiKeys.status} end`;
