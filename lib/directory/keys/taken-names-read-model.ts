import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Permit } from "@/lib/core/auth/permit";
import { maxRows } from "@/lib/core/bulk/vocabulary";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import { place } from "./filter-sql";
import { maxKeyNameLength } from "./vocabulary";

/** PostgreSQL stores neither NUL nor lone surrogates. */
const text = z.string().refine((value) => !/[\0\p{Surrogate}]/u.test(value));
export const newNames = z
  .array(z.object({ id: text.min(1).max(200), name: text.max(maxKeyNameLength) }))
  .max(maxRows);
type NewNames = z.infer<typeof newNames>;

/**
 * Which of these keys would get a name that another key in their workspace has. Archived keys don't count, and those
 * that get new names themselves give theirs up.
 */
export async function listTakenNames(by: Permit<"keys:manage">, given: NewNames): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ id: string }>(sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(id text, name text)),
    renamed as (select given.id, given.name, ${place} as place from given join ${apiKeys} on ${apiKeys.id} = given.id
      where ${visibleTo(by.actor).keys})
    select distinct renamed.id from renamed join ${apiKeys} other on other.name = renamed.name
      and coalesce(other.workspace_id, other.scope) = renamed.place
    where other.gone_at is null and other.status <> 'archived' and other.id not in (select id from given)
    order by 1`);
  return rows.map(({ id }) => id);
}
