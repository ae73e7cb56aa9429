import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { toLastOwner } from "@/lib/core/organization/key-owners";

/** `isShown`: whether the reader may open the page of `owners`. */
export function toOwner(
  keyId: SQL,
  isShown: SQL,
): SQL<{ id: string | null; name: string; isGone: boolean } | null> {
  return sql`(select jsonb_build_object(
      'id', case when ${isShown} then owner.id end,
      'name', coalesce(nullif(${members.name}, ''), owner.email),
      'isGone', ${members.id} is null or ${members.goneAt} is not null)
    from ${toLastOwner(keyId)} owner left join ${members} on ${members.id} = owner.id where owner.id is not null)`;
}

export async function readOwnerEmail(keyId: string): Promise<string | null> {
  const db = await database();
  const { rows } = await db.execute<{ email: string | null }>(
    sql`select owner.email from ${toLastOwner(sql`${keyId}`)} owner where owner.id is not null`,
  );
  return rows[0]?.email ?? null;
}
