import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { expiringDays } from "./vocabulary";

/** A key expires on time, even if the mirror hasn't heard of it. */
export const currentStatus = toCurrentStatus(sql`${apiKeys}`);

/** The same for the keys that a query calls `keys`. */
export function toCurrentStatus(keys: SQL): SQL<string> {
  return sql`case when ${keys}.status in ('active', 'inactive') and ${keys}.expires_at <= now() then 'expired' else ${keys}.status end`;
}

/** The same for a key that the API has just sent. */
export function readCurrentStatus({
  status,
  expiresAt,
}: {
  status: string;
  expiresAt: string | null;
}): string {
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  return isOver && (status === "active" || status === "inactive") ? "expired" : status;
}

/** Whether a key that isn't stopped yet stops by itself soon. Not null: most keys never expire. */
export const isExpiringSoon = sql<boolean>`coalesce(${currentStatus} in ('active', 'inactive')
  and ${apiKeys.expiresAt} <= now() + make_interval(days => ${expiringDays}), false)`;
