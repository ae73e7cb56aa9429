import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { members } from "@/lib/core/db/directory-tables";

/** The ID of whoever has an address or, if nobody does, had it last; null for an address that nobody had. */
export function toPersonId(email: SQL): SQL {
  return sql`(select one.id from ${members} one where lower(one.email) = lower(${email})
    order by one.gone_at desc nulls first, one.id limit 1)`;
}
