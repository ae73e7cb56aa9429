import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** RFC 3339 in UTC with milliseconds, as JavaScript writes it. */
export function toIso(instant: SQL | PgColumn): SQL<string | null> {
  return toText(instant, "MS");
}

/** With microseconds, as PostgreSQL keeps them. */
export function toExactIso(instant: SQL | PgColumn): SQL<string | null> {
  return toText(instant, "US");
}

function toText(instant: SQL | PgColumn, fraction: "MS" | "US"): SQL<string | null> {
  return sql`to_char(${instant} at time zone 'UTC', ${sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.${fraction}"Z"'`)})`;
}
